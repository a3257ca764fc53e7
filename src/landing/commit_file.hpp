#pragma once

// A database's file between SQLite and the disk, for a commit that takes more
// pages along than SQLite knows of.
//
// Of a transaction SQLite writes the pages that it has changed, and the first
// of all, which says how many pages there are (bytes 28 to 31), from memory
// into the file, once its journal has what was there before. Pages that are
// behind the end by then become part of the database as that number is raised,
// and in no other way. Whatever goes wrong, the journal has the old number, and
// the old size of the file, to which SQLite cuts it as it rolls back.

#include "landing/database_file.hpp"
#include "pages/page.hpp"

#include <cstdint>
#include <map>
#include <string>

struct sqlite3;

namespace csvimport {

// What is to be otherwise in the pages that a commit writes.
struct CommitPatch {
  std::uint32_t old_change_counter = 0;  // in the file (bytes 24 to 27)
  PageNumber old_pages = 0;              // of the file, before the transaction
  PageNumber known_pages = 0;  // of the database, as SQLite knows them
  PageNumber all_pages = 0;    // and as there are in truth
  // What is to be on pages that SQLite has made empty leaves of.
  std::map<PageNumber, PageBytes> roots;
};

// The file of a connection that was opened by the VFS of that name.
class CommitFile : public DatabaseFile {
 public:
  // The name of SQLite's VFS for Unix as it is, but for such files, which have
  // neither memory-mapped I/O nor WAL mode. Throws SQLite::Exception.
  static std::string vfs();
  using DatabaseFile::DatabaseFile;

  // From now on what SQLite writes into the file is patched; whatever is not
  // what a commit would write, fails. Ends as SQLite rolls the commit back.
  void patch(CommitPatch patch);
  void end_patch();
};

}  // namespace csvimport
