#pragma once

// What is imported: where the bytes come from. Every source of them is an
// io::ByteSourceBase of fast-cpp-csv-parser: read() gives up to `size` bytes,
// and 0 at the end only.

#include "base/file_descriptor.hpp"
#include "base/interrupt.hpp"
#include "input/content_hash.hpp"
#include "input/file_identity.hpp"
#include "input/part_source.hpp"

#include <libfccp/csv.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace csvimport {

// What an input shows when it is opened.
struct InputFacts {
  bool is_regular = false;  // a file that can be read again
  // For a regular file: which one it is, and where in it the input begins and
  // ends.
  FileIdentity identity;
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  std::int64_t modified_ns = 0;  // since 1970, in UTC

  bool operator==(const InputFacts&) const = default;
};

// The file, or standard input, that is imported. Can be read twice: what cannot
// be rewound is copied, while it is read, to a file without a name in the spool
// folder. One thread at a time may use it; it outlives its sources.
class Input {
 public:
  // Of the descriptor `owned`, or of standard input if that is invalid. `name`
  // is what messages call it, and the path of a regular file. Without a spool
  // folder what cannot be rewound is read once.
  Input(std::string name, FileDescriptor owned, const InputFacts& facts,
        std::string spool_folder);

  // As messages call it.
  [[nodiscard]] const std::string& name() const { return name_; }
  // What is to be read in all, where that is known beforehand.
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const;

  [[nodiscard]] bool is_stdin() const { return is_stdin_; }
  // Whether it can be opened again at any time.
  [[nodiscard]] bool is_regular() const { return facts_.is_regular; }
  [[nodiscard]] const InputFacts& facts() const { return facts_; }
  // Whether a regular file is another one by now, or was written to.
  [[nodiscard]] bool has_changed() const;
  // What it held, where a HashingSource of it has been read to its end.
  [[nodiscard]] std::optional<Content>& content() { return content_; }
  // By the source in use, since it was opened. Any thread may ask.
  [[nodiscard]] std::uint64_t bytes_read() const {
    return bytes_read_.load(std::memory_order_relaxed);
  }

  // Of a regular file, wherever its sources stand: the `size` bytes from
  // `offset` on, or fewer if there are no more; returns how many. Throws as
  // reopen().
  std::size_t look(std::uint64_t offset, char* buffer, std::size_t size);
  // By what it is known again: a hash of the first and the last 64 KiB of its
  // first `bytes` bytes, as Content has it; "" if it has fewer. Throws as
  // look().
  std::string print(std::uint64_t bytes);

  // Has the sources of a regular file, which is read from its start, give this
  // part of it, up to its end as it was when it was opened.
  void take_part(const InputPart& part) { part_ = part; }

  // The bytes from the start. Call it once. Throws SystemError where there can
  // be no spool file.
  std::unique_ptr<io::ByteSourceBase> open();
  // Says that reopen() will not be called, so that nothing need be kept.
  void forget();
  // Gives back the descriptor of a regular file until reopen(). No source of it
  // is in use. Throws nothing.
  void release();
  // The same bytes once more. Unless the input is regular, the first source is
  // read to its end before. Throws SystemError, or ImportError if another file
  // has the name now.
  std::unique_ptr<io::ByteSourceBase> reopen();
  // Has reads that would wait throw ReadStopped, now and from now on. Any
  // thread may call it.
  void stop() {
    if (stop_) stop_->call();
  }

 private:
  // Invalid while the input is released.
  [[nodiscard]] int fd() const;
  void open_again();
  // The part of what `source` gives.
  std::unique_ptr<io::ByteSourceBase> part_of(
      std::unique_ptr<io::ByteSourceBase> source) const;

  std::string name_;
  std::string spool_folder_;
  InputFacts facts_;
  bool is_stdin_;
  FileDescriptor owned_;  // invalid for standard input, and while released
  FileDescriptor spool_;  // invalid when there is nothing to keep
  std::optional<WakeUp> stop_;  // for a regular file none
  std::atomic<std::uint64_t> bytes_read_{0};
  std::optional<Content> content_;
  std::optional<InputPart> part_;  // none: all of it
};

// Opens `path`, where "-" is standard input, and what cannot be read twice is
// kept in `spool_folder`; "" for nowhere. Throws SystemError if it cannot be
// opened or read, ImportError if it is a terminal.
std::unique_ptr<Input> open_input(const std::string& path,
                                  std::string spool_folder);

}  // namespace csvimport
