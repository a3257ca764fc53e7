#include "input/archive_library.hpp"

#include "base/system_error.hpp"

#include <dlfcn.h>

#include <type_traits>

namespace csvimport {
namespace {

// The name of its interface, which all its versions from 3.0 on have.
constexpr const char* kLibraryFile = "libarchive.so.13";

[[noreturn]] void fail_to_load(const std::string& name) {
  const char* const problem = ::dlerror();
  throw SystemError(
      name,
      "it takes libarchive to decompress it, which cannot be "
      "loaded (" +
          std::string(problem != nullptr ? problem : "no reason") +
          "); install libarchive13, or decompress it first");
}

ArchiveLibrary load_archive_library(const std::string& name) {
  void* const handle = ::dlopen(kLibraryFile, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) fail_to_load(name);
  const auto find = [&](auto& function, const char* symbol) {
    void* const found = ::dlsym(handle, symbol);
    if (found == nullptr) fail_to_load(name);
    function =
        reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
  };
  ArchiveLibrary library;
  find(library.read_new, "archive_read_new");
  find(library.read_free, "archive_read_free");
  find(library.read_append_filter, "archive_read_append_filter");
  find(library.read_support_format_raw, "archive_read_support_format_raw");
  find(library.read_support_format_empty, "archive_read_support_format_empty");
  find(library.read_support_format_zip_streamable,
       "archive_read_support_format_zip_streamable");
  find(library.read_open2, "archive_read_open2");
  find(library.read_next_header, "archive_read_next_header");
  find(library.read_data, "archive_read_data");
  find(library.filter_bytes, "archive_filter_bytes");
  find(library.last_errno, "archive_errno");
  find(library.error_string, "archive_error_string");
  find(library.entry_pathname, "archive_entry_pathname");
  find(library.entry_pathname_utf8, "archive_entry_pathname_utf8");
  find(library.entry_filetype, "archive_entry_filetype");
  find(library.entry_is_encrypted, "archive_entry_is_encrypted");
  return library;
}

}  // namespace

const ArchiveLibrary& archive_library(const std::string& name) {
  // Never unloaded: who has a function of it may keep it.
  static const ArchiveLibrary library = load_archive_library(name);
  return library;
}

}  // namespace csvimport
