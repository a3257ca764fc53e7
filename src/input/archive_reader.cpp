#include "input/archive_reader.hpp"

#include <new>

namespace csvimport {

ArchiveReader::ArchiveReader(std::unique_ptr<io::ByteSourceBase> source,
                             std::string name, Compression format)
    : input_(std::move(source)),
      name_(std::move(name)),
      library_(archive_library(name_)),
      format_(format),
      handle_(library_.read_new(), Closer{library_}) {
  if (!handle_) throw std::bad_alloc();
  choose_format();
  check(library_.read_open2(handle_.get(), this, nullptr, read_block, nullptr,
                            nullptr));
  // Data that is damaged at once passes for empty data.
  if (library_.last_errno(handle_.get()) != 0) {
    fail_by_library();
  }
}

// One filter, chosen by us: left to itself libarchive undoes all it recognises.
void ArchiveReader::choose_format() {
  archive* const handle = handle_.get();
  if (format_ == Compression::kZip) {
    check(library_.read_support_format_zip_streamable(handle));
    return;
  }
  const int filter = format_ == Compression::kBzip2 ? ARCHIVE_FILTER_BZIP2
                     : format_ == Compression::kXz  ? ARCHIVE_FILTER_XZ
                                                    : ARCHIVE_FILTER_ZSTD;
  check(library_.read_append_filter(handle, filter));
  check(library_.read_support_format_raw(handle));
  check(library_.read_support_format_empty(handle));
}

la_ssize_t ArchiveReader::read_block(archive* /*handle*/, void* self,
                                     const void** block) {
  ArchiveReader& reader = *static_cast<ArchiveReader*>(self);
  try {
    reader.input_.take(reader.lent_);
    reader.lent_ = 0;
    const std::string_view ahead = reader.input_.ahead();
    *block = ahead.data();
    reader.lent_ = ahead.size();
    reader.source_ended_ = ahead.empty();
    reader.given_ += static_cast<std::int64_t>(ahead.size());
    return static_cast<la_ssize_t>(ahead.size());
  } catch (...) {
    reader.failure_ = std::current_exception();
    return ARCHIVE_FATAL;
  }
}

std::optional<ArchiveEntry> ArchiveReader::next_entry() {
  archive_entry* entry = nullptr;
  const int status = library_.read_next_header(handle_.get(), &entry);
  if (status == ARCHIVE_EOF && !failure_) return std::nullopt;
  // A warning is of a name that the locale cannot show.
  check(status == ARCHIVE_WARN ? ARCHIVE_OK : status);
  return described(entry);
}

ArchiveEntry ArchiveReader::described(archive_entry* entry) const {
  const char* path = library_.entry_pathname_utf8(entry);
  if (path == nullptr) path = library_.entry_pathname(entry);
  return {path != nullptr ? path : "",
          library_.entry_filetype(entry) == AE_IFDIR,
          library_.entry_is_encrypted(entry) != 0};
}

int ArchiveReader::read_data(char* buffer, int size) {
  const la_ssize_t count =
      library_.read_data(handle_.get(), buffer, static_cast<std::size_t>(size));
  check(count);
  return static_cast<int>(count);
}

void ArchiveReader::check(la_ssize_t status) {
  if (failure_) std::rethrow_exception(failure_);
  if (status >= 0) return;
  fail_by_library();
}

void ArchiveReader::fail_by_library() const {
  // Each library has words of its own for this; a zip file's are clear.
  if (source_ended_ && format_ != Compression::kZip) fail(kEndsTooEarly);
  const char* const problem = library_.error_string(handle_.get());
  fail(problem != nullptr ? problem : damaged("no entry"));
}

void ArchiveReader::expect_end() {
  const bool all_used = library_.filter_bytes(handle_.get(), -1) == given_;
  input_.take(lent_);
  lent_ = 0;
  if (!all_used || !input_.ahead().empty()) {
    fail(kMoreFollows);
  }
}

void ArchiveReader::drain() {
  do {
    input_.take(lent_);
    lent_ = input_.ahead().size();
  } while (lent_ > 0);
}

void ArchiveReader::fail(std::string_view problem) const {
  fail_decompression(name_, format_, problem);
}

}  // namespace csvimport
