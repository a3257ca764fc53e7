#pragma once

// Refused records: those that are bad because the database says so, as the
// landing finds them; another pass over the inputs makes bad records of them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Why the database refused a record.
struct Refusal {
  std::string reason;                // as the database says it
  std::vector<std::size_t> columns;  // of the table, that it speaks of
  // Whether nothing can be imported for it, even where bad records are skipped.
  bool ends_import = false;
  // The way out, behind the reason where the record ends the import; or "".
  std::string advice = {};

  bool operator==(const Refusal&) const = default;
};

// Which ones were refused, and why. Takes a few bytes for each, as there may be
// as many as there are records. Any thread may read it once it is complete.
class RefusedRecords {
 public:
  struct Entry {
    std::uint64_t record = 0;
    std::uint32_t refusal = 0;  // an index
  };

  // Records ascend over all calls.
  void add(std::uint64_t record, const Refusal& refusal);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  // The first of them.
  [[nodiscard]] std::optional<std::uint64_t> first() const;
  // Whether one of them ends the import, come what may.
  [[nodiscard]] bool ends_import() const;
  // Those among the `count` records from `first` on.
  [[nodiscard]] std::vector<Entry> among(std::uint64_t first,
                                         std::uint64_t count) const;
  [[nodiscard]] const Refusal& refusal(std::uint32_t index) const {
    return refusals_[index];
  }

 private:
  // Where to begin reading: entries in between are found from the one before.
  struct Mark {
    std::uint64_t record;  // the last one before the mark
    std::size_t at;        // in bytes_
  };
  static constexpr std::uint64_t kEntriesPerMark = 256;

  std::uint32_t index_of(const Refusal& refusal);

  // For each entry the distance to the one before and its refusal, as varints.
  std::vector<std::uint8_t> bytes_;
  std::vector<Mark> marks_;
  std::vector<Refusal> refusals_;
  std::uint64_t last_record_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace csvimport
