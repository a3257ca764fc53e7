#pragma once

// libarchive, reading from a source of ours.

#include "input/archive_library.hpp"
#include "input/block_input.hpp"
#include "input/compression.hpp"

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

namespace csvimport {

struct ArchiveEntry {
  std::string path;
  bool is_folder = false;
  bool is_encrypted = false;
};

// Reads the entries of an archive. bzip2, xz and zstd data has one entry, the
// data, or none if that is empty. What the source throws comes out of the call
// that read it; damage is a SystemError that names the input `name`. One thread
// at a time may use it.
class ArchiveReader {
 public:
  // Reads the start already. Throws as archive_library() does, too.
  ArchiveReader(std::unique_ptr<io::ByteSourceBase> source, std::string name,
                Compression format);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // The next entry, behind what is left of the one before; nullopt at the end.
  std::optional<ArchiveEntry> next_entry();

  // Up to `size` bytes of the entry; 0 at its end only.
  int read_data(char* buffer, int size);

  // Throws SystemError unless the source ends where the archive did.
  void expect_end();
  // Reads what the archive left of the source.
  void drain();

  [[noreturn]] void fail(std::string_view problem) const;

 private:
  struct Closer {
    const ArchiveLibrary& library;
    void operator()(archive* handle) const noexcept {
      library.read_free(handle);
    }
  };

  // libarchive's callback: gives the next block of `self`, an ArchiveReader.
  static la_ssize_t read_block(archive* handle, void* self, const void** block);
  void choose_format();
  [[nodiscard]] ArchiveEntry described(archive_entry* entry) const;
  // Throws if the last call of libarchive failed, or the source in it.
  void check(la_ssize_t status);
  [[noreturn]] void fail_by_library() const;

  BlockInput input_;
  std::string name_;
  const ArchiveLibrary& library_;
  Compression format_;
  std::size_t lent_ = 0;    // of input_, to libarchive
  std::int64_t given_ = 0;  // bytes, to libarchive, in all
  bool source_ended_ = false;
  std::exception_ptr failure_;  // of the source, on its way past libarchive
  std::unique_ptr<archive, Closer> handle_;
};

}  // namespace csvimport
