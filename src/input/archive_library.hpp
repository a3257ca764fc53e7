#pragma once

// libarchive, loaded when an archive comes.

#include <archive.h>
#include <archive_entry.h>

#include <string>

namespace csvimport {

// Its functions that are of use here, as <archive.h> and <archive_entry.h>
// declare and explain them.
struct ArchiveLibrary {
  decltype(&::archive_read_new) read_new = nullptr;
  decltype(&::archive_read_free) read_free = nullptr;
  decltype(&::archive_read_append_filter) read_append_filter = nullptr;
  decltype(&::archive_read_support_format_raw) read_support_format_raw =
      nullptr;
  decltype(&::archive_read_support_format_empty) read_support_format_empty =
      nullptr;
  decltype(&::archive_read_support_format_zip_streamable)
      read_support_format_zip_streamable = nullptr;
  decltype(&::archive_read_open2) read_open2 = nullptr;
  decltype(&::archive_read_next_header) read_next_header = nullptr;
  decltype(&::archive_read_data) read_data = nullptr;
  decltype(&::archive_filter_bytes) filter_bytes = nullptr;
  decltype(&::archive_errno) last_errno = nullptr;
  decltype(&::archive_error_string) error_string = nullptr;
  decltype(&::archive_entry_pathname) entry_pathname = nullptr;
  decltype(&::archive_entry_pathname_utf8) entry_pathname_utf8 = nullptr;
  decltype(&::archive_entry_filetype) entry_filetype = nullptr;
  decltype(&::archive_entry_is_encrypted) entry_is_encrypted = nullptr;
};

// Loads it, with the fifteen libraries behind it, when called for the first
// time: to load them takes longer than to import a small CSV, which needs none
// of them. Throws SystemError, which names the input `name` that needs it,
// where the system has no libarchive. Any thread may call it.
const ArchiveLibrary& archive_library(const std::string& name);

}  // namespace csvimport
