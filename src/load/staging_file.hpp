#pragma once

// The database file that an import writes before it lands.

#include "base/file_descriptor.hpp"
#include "pages/new_database.hpp"
#include "pages/page.hpp"
#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// A new file beside the target, or elsewhere, for this user's eyes only,
// removed when the object is destroyed unless it has landed. Its name starts
// with a dot and says what it is for; while it is in use it is locked, so that
// a later run can tell it from one that a power cut left behind. One thread at
// a time.
class StagingFile {
 public:
  // Creates the file in `folder`, and removes what earlier runs for the same
  // target left behind there. Its texts are kept in `encoding`, a name that
  // SQLite knows; only SQLite itself can write them if that is not "UTF-8".
  // Throws SystemError.
  StagingFile(const std::string& target, const std::string& folder,
              std::string encoding);
  // In the target's folder, in UTF-8.
  explicit StagingFile(const std::string& target);
  StagingFile(const StagingFile&) = delete;
  StagingFile& operator=(const StagingFile&) = delete;
  ~StagingFile();

  // Its rows or its pages go elsewhere in the end, so that it need not reach
  // the disk.
  void will_not_last() { lasts_ = false; }
  [[nodiscard]] bool lasts() const { return lasts_; }

  // A path that SQLite never takes for a URI.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int fd() const { return fd_.get(); }
  [[nodiscard]] const std::string& encoding() const { return encoding_; }

  // Has SQLite make a table and its indexes, in a new database if the file is
  // empty. Throws SystemError.
  TablePlace create_table(const TableSchema& schema,
                          const std::vector<IndexSchema>& indexes = {});
  // Has it take away the last one made, whose indexes are still empty, and with
  // it all pages behind it, whatever is on them. Throws SystemError.
  void drop_table(const TableSchema& schema);

  // Puts a page in its place, and says in the file's header how many pages
  // there are ("Database File Format", section 1.3).
  void write_page(PageNumber page, std::span<const std::uint8_t> bytes);
  void write_page_count(PageNumber count);
  // Leaves the database, which nobody has open, in WAL mode.
  void write_wal_mode();

  // The file has another name now, still that of a temporary file.
  void renamed(std::string path) { path_ = std::move(path); }
  // The file has another name now, and stays.
  void release() { path_.clear(); }

 private:
  std::string path_;
  std::string encoding_;
  FileDescriptor fd_;
  bool lasts_ = true;
  TablePlace last_table_;
};

}  // namespace csvimport
