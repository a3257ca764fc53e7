#include "landing/in_place_landing.hpp"

#include "base/interrupt.hpp"
#include "base/message_text.hpp"
#include "base/system_error.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "landing/behind_end.hpp"
#include "landing/page_copy.hpp"
#include "landing/page_view.hpp"
#include "pages/database_header.hpp"
#include "schema/names.hpp"
#include "target/indexes.hpp"
#include "target/schema_queries.hpp"
#include "target/table_trees.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// Those whose ways with files the tests have been over.
constexpr std::array<std::string_view, 1> kTestedVersions = {"3.40.1"};

// For fewer, a second connection may cost more than it saves; by taste.
constexpr std::uint64_t kFewPages = 64;

// Pages that are free already would be left so: if there are more of them than
// this share of those that come, they are to be used.
constexpr std::uint64_t kFreeShare = 4;

std::string obstacle_in(const DatabaseHeader& header) {
  if (!header.has_usual_pages()) return "its pages are not of 4096 bytes";
  if (!header.is_in_rollback_mode()) return "it is in WAL mode";
  if (!header.is_of_latest_format()) return "its schema is of an old format";
  if (header.vacuums_itself()) return "it is in auto-vacuum mode";
  if (!header.is_in_utf8()) return "its texts are not in UTF-8";
  if (!header.has_valid_count()) return "an old SQLite has written it";
  return "";
}

std::string obstacle_of_library() {
  const std::string_view version = sqlite3_libversion();
  if (std::find(kTestedVersions.begin(), kTestedVersions.end(), version) ==
      kTestedVersions.end()) {
    return "that is not tested with SQLite " + std::string(version);
  }
  const sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  if (vfs == nullptr || std::string_view(vfs->zName) != "unix") {
    return "SQLite's files are not those of Unix here";
  }
  return "";
}

DatabaseHeader header_of(const DatabaseFile& file) {
  DatabaseHeader header;
  file.read(0, header.bytes.data(), header.bytes.size());
  return header;
}

PageNumber count_pages(SQLite::Database& database) {
  return database.execAndGet("PRAGMA main.page_count").getUInt();
}

bool has_free_pages(SQLite::Database& database) {
  return database.execAndGet("PRAGMA main.freelist_count").getInt64() > 0;
}

// Full-text tables may be waiting for rows of a table that has gone.
bool has_virtual_tables(SQLite::Database& database, const std::string& table) {
  return finds_any(database,
                   "SELECT 1 FROM main.sqlite_schema WHERE ?1 IS NOT NULL AND "
                   "sql LIKE 'CREATE VIRTUAL %'",
                   table);
}

void ignore_step(const std::string& /*step*/, std::optional<double> /*part*/) {}

}  // namespace

std::string obstacle_to_landing_in_place(Connection& target) {
  return target.translate([&]() -> std::string {
    SQLite::Database& database = target.database();
    std::string obstacle = obstacle_of_library();
    if (!obstacle.empty()) return obstacle;
    const DatabaseFile file(database.getHandle());
    if (file.size() == 0) return "it is empty";
    return obstacle_in(header_of(file));
  });
}

InPlaceLanding::InPlaceLanding(const std::string& path, const std::string& name,
                               std::uint64_t timeout_ms, TraceFile* trace)
    : trace_(trace),
      connection_(path, name, Connection::Kind::kShared, timeout_ms,
                  CommitFile::vfs()),
      file_(connection_.database().getHandle()),
      disk_(file_) {
  connection_.translate([&] {
    // Not a page is to be written before the commit.
    connection_.database().exec("PRAGMA cache_spill = OFF; BEGIN IMMEDIATE");
    is_open_ = true;
    old_size_ = file_.size();
  });
}

InPlaceLanding::~InPlaceLanding() {
  try {
    roll_back();
  } catch (const std::exception&) {
    // What is left behind the end is no part of the database.
  }
}

std::string InPlaceLanding::land(const std::vector<TableTask>& tasks,
                                 StagingFile& staging,
                                 const LandingOptions& options) {
  return connection_.translate([&]() -> std::string {
    const DatabaseHeader header = header_of(file_);
    std::string obstacle = obstacle_in(header);
    if (!obstacle.empty()) return obstacle;
    if (old_size_ != std::uint64_t{header.number(kPageCountAt)} * kPageSize) {
      return "its file is not as long as its pages";
    }
    old_change_counter_ = header.number(kChangeCounterAt);
    Connection staged = open_scratch(staging.path(), connection_.name());
    const PageNumber staged_pages =
        staged.translate([&] { return count_pages(staged.database()); });
    if (staged_pages < kFewPages) return "there are few pages to add";
    if (staged.translate([&] { return has_free_pages(staged.database()); })) {
      return "the staging file has free pages";
    }
    if (staged_pages / kFreeShare < header.number(kFreePageCountAt)) {
      return "it has free pages for them";
    }
    obstacle = make_tables(tasks, staged, options);
    if (!obstacle.empty()) return obstacle;
    return copy_trees(staging, staged_pages);
  });
}

std::string InPlaceLanding::make_tables(const std::vector<TableTask>& tasks,
                                        Connection& staged,
                                        const LandingOptions& options) {
  SQLite::Database& database = connection_.database();
  for (const TableTask& task : tasks) {
    const std::string& table = task.schema.table;
    if (options.if_exists == IfExists::kReplace &&
        has_virtual_tables(database, table)) {
      return "a virtual table may read its rows";
    }
    if (!references_to(database, table).empty()) {
      return "other tables refer to " + quoted_for_message(table);
    }
    database.exec(create_table_sql(task.schema));
    complete_table(connection_, table, options, ignore_step);
    std::string obstacle = add_trees(task, staged);
    if (!obstacle.empty()) return obstacle;
  }
  return "";
}

// Finds the trees of the task's table in both files.
std::string InPlaceLanding::add_trees(const TableTask& task,
                                      Connection& staged) {
  const std::string& table = task.schema.table;
  const TableTrees there = trees_of(connection_.database(), table);
  const TableTrees here = staged.translate(
      [&] { return trees_of(staged.database(), task.staged.table); });
  for (const std::string& obstacle : {there.obstacle, here.obstacle}) {
    if (!obstacle.empty()) return obstacle;
  }
  const auto number = [](std::int64_t root) {
    return static_cast<PageNumber>(root);
  };
  trees_.push_back({number(here.root), number(there.root), false, task.rows});
  if (here.indexes.size() != there.indexes.size()) {
    return "its indexes are not those that were staged";
  }
  std::vector<IndexTree> left = here.indexes;
  for (const IndexTree& index : there.indexes) {
    const auto same =
        std::find_if(left.begin(), left.end(), [&](const IndexTree& other) {
          return other.columns == index.columns &&
                 other.is_unique == index.is_unique;
        });
    if (same == left.end()) return "its indexes are not those that were staged";
    trees_.push_back({number(same->root), number(index.root), true, task.rows});
    left.erase(same);
  }
  return "";
}

// From here on SQLite must change no page more.
std::string InPlaceLanding::copy_trees(StagingFile& staging,
                                       PageNumber staged_pages) {
  std::vector<PageNumber> roots;
  for (const Tree& tree : trees_) roots.push_back(tree.staged_root);
  const TraceSpan span(trace_, "copy pages");
  const std::optional<StagedPages> pages =
      find_staged_pages(staging.fd(), staging.path(), staged_pages, roots);
  if (!pages) return "the staged pages are not as they should be";
  CommitPatch patch;
  patch.old_change_counter = old_change_counter_;
  patch.old_pages = static_cast<PageNumber>(old_size_ / kPageSize);
  patch.known_pages = count_pages(connection_.database());
  const PagePlaces places(*pages, roots, patch.known_pages);
  if (places.last() > kMaxPageCount) return "it would become too large";
  patch.all_pages = static_cast<PageNumber>(places.last());
  auto copied =
      copy_pages(staging.fd(), staging.path(), *pages, roots, places,
                 [&](PageNumber first, std::span<const std::uint8_t> bytes) {
                   file_.write((std::uint64_t{first} - 1) * kPageSize, bytes);
                   disk_.note_written(bytes.size());
                 });
  if (!copied) return "the staged pages are not as they should be";
  for (const Tree& tree : trees_) {
    patch.roots[tree.root] = copied->at(tree.staged_root);
  }
  disk_.start_last();
  std::string obstacle = check_trees(patch);
  if (!obstacle.empty()) return obstacle;
  spdlog::debug("{}: {} pages were added behind its end", connection_.name(),
                places.count());
  file_.patch(std::move(patch));
  return "";
}

// As SQLite sees them.
std::string InPlaceLanding::check_trees(const CommitPatch& patch) {
  const TraceSpan span(trace_, "check trees");
  if (file_.size() != std::uint64_t{patch.all_pages} * kPageSize ||
      count_pages(connection_.database()) != patch.known_pages) {
    return "its file is not as long as its pages";
  }
  PageView view(file_, patch);
  for (const Tree& tree : trees_) {
    throw_if_interrupted();
    if (view.count(tree.root, tree.is_index) != tree.rows) {
      return "SQLite does not find all rows there";
    }
  }
  return "";
}

void InPlaceLanding::commit() {
  connection_.translate([&] {
    {
      const TraceSpan span(trace_, "sync");
      disk_.wait();
    }
    throw_if_interrupted();
    if (connection_.has_moved()) {
      throw SystemError(connection_.name(),
                        "was replaced or removed while the import ran");
    }
    const TraceSpan span(trace_, "commit");
    connection_.database().exec("COMMIT");
    is_open_ = false;
  });
}

// Where SQLite has ended the transaction itself, as a commit failed, it has cut
// the file if it had begun to change it.
void InPlaceLanding::roll_back() {
  if (!std::exchange(is_open_, false)) return;
  SQLite::Database& database = connection_.database();
  // Whatever the disk says of it, it is to go.
  try {
    disk_.wait();
  } catch (const SQLite::Exception&) {
  }
  file_.end_patch();
  if (sqlite3_get_autocommit(database.getHandle()) == 0) {
    if (file_.size() > old_size_) file_.truncate(old_size_);
    database.exec("ROLLBACK");
  } else {
    cut_behind_end(connection_);
  }
}

}  // namespace csvimport
