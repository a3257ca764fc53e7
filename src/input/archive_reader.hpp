#pragma once

// libarchive, reading from a source of ours.

#include "input/block_input.hpp"
#include "input/compression.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <cstdint>
#include <exception>
#include <string>

namespace csvimport {

// Reads the entries of an archive. bzip2, xz and zstd data has one entry, the
// data, or none if that is empty. What the source throws comes out of the call
// that read it; damage is a SystemError that names the input `name`. One thread
// at a time may use it.
class ArchiveReader {
 public:
  // Reads the start already.
  ArchiveReader(std::unique_ptr<io::ByteSourceBase> source, std::string name,
                Compression format);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // The next entry, behind what is left of the one before; nullptr at the end.
  // Valid until the next call.
  archive_entry* next_entry();

  // Up to `size` bytes of the entry; 0 at its end only.
  int read_data(char* buffer, int size);

  // Throws SystemError unless the source ends where the archive did.
  void expect_end();
  // Reads what the archive left of the source.
  void drain();

  [[noreturn]] void fail(std::string_view problem) const;

 private:
  struct Closer {
    void operator()(archive* handle) const noexcept {
      ::archive_read_free(handle);
    }
  };

  // libarchive's callback: gives the next block of `self`, an ArchiveReader.
  static la_ssize_t read_block(archive* handle, void* self, const void** block);
  void choose_format();
  // Throws if the last call of libarchive failed, or the source in it.
  void check(la_ssize_t status);
  [[noreturn]] void fail_by_library() const;

  BlockInput input_;
  std::string name_;
  Compression format_;
  std::size_t lent_ = 0;    // of input_, to libarchive
  std::int64_t given_ = 0;  // bytes, to libarchive, in all
  bool source_ended_ = false;
  std::exception_ptr failure_;  // of the source, on its way past libarchive
  std::unique_ptr<archive, Closer> handle_;
};

}  // namespace csvimport
