#pragma once

// Databases of one table, built as an import builds them.

#include "load/staging_file.hpp"
#include "pages/page_appender.hpp"
#include "pages/record_encoder.hpp"
#include "pages/table_writer.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace csvimport {

// Writes rows of one text into the table "t" of a staging file.
class TableBuilder {
 public:
  explicit TableBuilder(const std::string& target)
      : staging_(target),
        table_(staging_.create_table(
            {"t", {{"c", ColumnType::kText, false, false}}})),
        pages_(staging_.fd(), staging_.path(), table_.first_free, false),
        writer_(pages_),
        leaves_(Buffer()) {}

  void add(std::int64_t rowid, std::string_view text) {
    RecordEncoder::Row row = record_.start();
    row.add_text(text);
    leaves_.add(rowid, row);
  }
  // Ends a batch: the next row begins a new leaf.
  void end_run() {
    TableRun run = leaves_.finish();
    writer_.append(run);
  }
  // Completes the database; returns its number of pages.
  PageNumber finish() {
    end_run();
    if (const auto root = writer_.finish()) {
      staging_.write_page(table_.root, *root);
    }
    staging_.write_page_count(pages_.page_count());
    return pages_.page_count();
  }

  [[nodiscard]] const std::string& path() const { return staging_.path(); }

 private:
  StagingFile staging_;
  TablePlace table_;
  PageAppender pages_;
  TableWriter writer_;
  LeafBuilder leaves_;
  RecordEncoder record_{1};
};

}  // namespace csvimport
