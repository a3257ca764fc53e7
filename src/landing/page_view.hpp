#pragma once

// What SQLite will make of trees that a commit is to bring.

#include "landing/commit_file.hpp"
#include "pages/page.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// The database as the commit is to leave it, but for its schema, which is
// empty; a connection of SQLite's reads it through the file of another, without
// locks. One thread. Throws SQLite::Exception.
class PageView {
 public:
  // Borrows both.
  PageView(const DatabaseFile& file, const CommitPatch& patch);
  PageView(const PageView&) = delete;
  PageView& operator=(const PageView&) = delete;
  ~PageView();

  // Has SQLite go through the tree with that root. Returns how many rows of a
  // table, or entries of an index, it has; none if SQLite does not take it, or
  // finds it damaged.
  std::optional<std::uint64_t> count(PageNumber root, bool is_index);

  // Bytes of the database, as SQLite reads them.
  void read(std::uint64_t offset, void* bytes, std::size_t size);
  [[nodiscard]] std::uint64_t size() const;

 private:
  const std::uint8_t* page(PageNumber number);

  const DatabaseFile& file_;
  const CommitPatch& patch_;
  PageBytes first_{};
  std::vector<std::uint8_t> ahead_;  // pages that were read together
  PageNumber ahead_first_ = 0;
  std::size_t ahead_pages_ = 0;
  sqlite3_vfs vfs_{};
  std::optional<SQLite::Database> database_;
};

}  // namespace csvimport
