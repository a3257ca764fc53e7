#pragma once

// What becomes of bad records where they do not end the import: they are
// counted, bounded, and kept.

#include "base/import_error.hpp"
#include "rejects/bad_records.hpp"
#include "rejects/defect_message.hpp"
#include "rejects/error_options.hpp"
#include "rejects/reject_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// The bad records of an import, in file order, whatever the batches. One thread
// at a time.
class Rejects {
 public:
  // Borrows the options of an import with so many inputs; with `sync` the
  // reject file is to last. Throws SystemError if it cannot be made.
  Rejects(const ErrorOptions& options, std::size_t inputs, bool sync);

  // The reading of a table's inputs begins, perhaps once more: what was taken
  // for it is forgotten. `header` is what the reject file begins with, in UTF-8
  // as the records, all of which it keeps in `encoding`.
  void begin_table(const std::string& table, std::string_view header,
                   const std::string& encoding);

  // Takes the `count` bad records of a batch; `records` are the same, or none
  // where nobody wants to know them. Throws ImportError for the first record
  // beyond the number that may be bad; those up to it are in the reject file
  // then.
  void take(std::uint64_t count, const BadRecords& records,
            const InputNames& names);

  // The first ones, each as an error would say it, up to as many as asked for.
  [[nodiscard]] std::vector<std::string> examples() const;

  // All is read, `records` in all. Gives the reject file its name, if there is
  // one. Throws ImportError, at `subject`, if more of the records are bad than
  // may be.
  void finish(std::uint64_t records, const std::string& subject);

 private:
  struct OfTable {
    std::string name;
    std::uint64_t count = 0;
    std::vector<std::string> examples;
  };

  [[nodiscard]] std::uint64_t count() const;
  // `problem`, at `where`, is that of the first record too many.
  [[noreturn]] void fail_bound(const Location& where,
                               const std::string& problem);
  void keep();

  const ErrorOptions& options_;
  bool sync_;
  std::optional<RejectFile> file_;
  std::vector<OfTable> tables_;
  OfTable* table_ = nullptr;  // whose inputs are read
};

}  // namespace csvimport
