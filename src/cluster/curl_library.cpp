#include "cluster/curl_library.hpp"

#include "base/system_error.hpp"

#include <dlfcn.h>

#include <type_traits>

// The header's macros check the types of calls to its own functions.
#undef curl_easy_setopt
#undef curl_easy_getinfo

namespace csvimport {
namespace {

// The name of its interface, by whichever library for TLS it was built with.
constexpr const char* kLibraryFiles[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

[[noreturn]] void fail_to_load(const std::string& name) {
  const char* const problem = ::dlerror();
  throw SystemError(
      name,
      "it takes libcurl to reach it, which cannot be "
      "loaded (" +
          std::string(problem != nullptr ? problem : "no reason") +
          "); install libcurl4");
}

void* open_library(const std::string& name) {
  for (const char* file : kLibraryFiles) {
    void* const handle = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (handle != nullptr) return handle;
  }
  fail_to_load(name);
}

CurlLibrary load_curl_library(const std::string& name) {
  void* const handle = open_library(name);
  const auto find = [&](auto& function, const char* symbol) {
    void* const found = ::dlsym(handle, symbol);
    if (found == nullptr) fail_to_load(name);
    function =
        reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
  };
  CurlLibrary library;
  find(library.global_init, "curl_global_init");
  find(library.easy_init, "curl_easy_init");
  find(library.easy_cleanup, "curl_easy_cleanup");
  find(library.easy_setopt, "curl_easy_setopt");
  find(library.easy_perform, "curl_easy_perform");
  find(library.easy_getinfo, "curl_easy_getinfo");
  find(library.easy_strerror, "curl_easy_strerror");
  find(library.slist_append, "curl_slist_append");
  find(library.slist_free_all, "curl_slist_free_all");
  if (library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) fail_to_load(name);
  return library;
}

}  // namespace

const CurlLibrary& curl_library(const std::string& name) {
  static const CurlLibrary library = load_curl_library(name);
  return library;
}

}  // namespace csvimport
