#include "landing/page_view.hpp"

#include "base/interrupt.hpp"
#include "landing/imposter.hpp"
#include "pages/database_header.hpp"

#include <algorithm>
#include <cstring>

namespace csvimport {
namespace {

constexpr const char* kViewVfs = "csvimport-view";

constexpr std::size_t kPagesAhead = 16;  // by taste

struct ViewFile : sqlite3_file {
  PageView* view = nullptr;
};

int view_read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  if (is_interrupted()) return SQLITE_IOERR_READ;
  try {
    static_cast<ViewFile*>(file)->view->read(static_cast<std::uint64_t>(offset),
                                             bytes,
                                             static_cast<std::size_t>(size));
    return SQLITE_OK;
  } catch (const SQLite::Exception&) {
    return SQLITE_IOERR_READ;
  }
}

int view_size(sqlite3_file* file, sqlite3_int64* size) {
  *size =
      static_cast<sqlite3_int64>(static_cast<ViewFile*>(file)->view->size());
  return SQLITE_OK;
}

int view_close(sqlite3_file* /*file*/) { return SQLITE_OK; }
int view_write(sqlite3_file* /*file*/, const void* /*bytes*/, int /*size*/,
               sqlite3_int64 /*offset*/) {
  return SQLITE_READONLY;
}
int view_truncate(sqlite3_file* /*file*/, sqlite3_int64 /*size*/) {
  return SQLITE_READONLY;
}
int view_sync(sqlite3_file* /*file*/, int /*flags*/) { return SQLITE_OK; }
int view_lock(sqlite3_file* /*file*/, int /*level*/) { return SQLITE_OK; }
int view_check_lock(sqlite3_file* /*file*/, int* is_locked) {
  *is_locked = 0;
  return SQLITE_OK;
}
int view_control(sqlite3_file* /*file*/, int /*operation*/,
                 void* /*argument*/) {
  return SQLITE_NOTFOUND;
}
int view_sector_size(sqlite3_file* /*file*/) {
  return static_cast<int>(kPageSize);
}
// Nobody changes it, so that SQLite looks for no journal.
int view_characteristics(sqlite3_file* /*file*/) {
  return SQLITE_IOCAP_IMMUTABLE;
}

constexpr sqlite3_io_methods kViewMethods = {1,
                                             view_close,
                                             view_read,
                                             view_write,
                                             view_truncate,
                                             view_sync,
                                             view_size,
                                             view_lock,
                                             view_lock,
                                             view_check_lock,
                                             view_control,
                                             view_sector_size,
                                             view_characteristics,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr};

int open_view(sqlite3_vfs* vfs, const char* /*name*/, sqlite3_file* file,
              int flags, int* out_flags) {
  file->pMethods = nullptr;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
  auto* const view = new (file) ViewFile{};
  view->view = static_cast<PageView*>(vfs->pAppData);
  view->pMethods = &kViewMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int view_path(sqlite3_vfs* /*vfs*/, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

}  // namespace

PageView::PageView(const DatabaseFile& file, const CommitPatch& patch)
    : file_(file), patch_(patch), ahead_(kPagesAhead * kPageSize) {
  file_.read(0, first_.data(), kDatabaseHeaderSize);
  put_u32(&first_[kPageCountAt], patch.all_pages);
  put_u32(&first_[kFirstFreePageAt], 0);
  put_u32(&first_[kFreePageCountAt], 0);
  first_[kDatabaseHeaderSize + kPageTypeAt] = kLeafTablePage;
  put_u16(&first_[kDatabaseHeaderSize + kContentStartAt], kPageSize);
  vfs_ = *sqlite3_vfs_find("unix");
  vfs_.pNext = nullptr;
  vfs_.zName = kViewVfs;
  vfs_.szOsFile = sizeof(ViewFile);
  vfs_.pAppData = this;
  vfs_.xOpen = open_view;
  vfs_.xFullPathname = view_path;
  sqlite3_vfs_register(&vfs_, 0);
  database_.emplace("view", SQLite::OPEN_READONLY, 0, kViewVfs);
}

PageView::~PageView() {
  database_.reset();
  sqlite3_vfs_unregister(&vfs_);
}

std::optional<std::uint64_t> PageView::count(PageNumber root, bool is_index) {
  const auto imposter = Imposter::over(
      *database_, root, is_index ? "(c PRIMARY KEY) WITHOUT ROWID" : "(c)");
  if (!imposter) return std::nullopt;
  try {
    return static_cast<std::uint64_t>(
        database_->execAndGet("SELECT count(*) FROM " + imposter->name())
            .getInt64());
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() != SQLITE_CORRUPT) throw;
    return std::nullopt;
  }
}

std::uint64_t PageView::size() const {
  return std::uint64_t{patch_.all_pages} * kPageSize;
}

void PageView::read(std::uint64_t offset, void* bytes, std::size_t size) {
  const std::uint64_t page_at = offset % kPageSize;
  if (page_at + size > kPageSize) {
    throw SQLite::Exception("a read of more than a page", SQLITE_IOERR);
  }
  std::memcpy(bytes,
              page(static_cast<PageNumber>(offset / kPageSize + 1)) + page_at,
              size);
}

const std::uint8_t* PageView::page(PageNumber number) {
  if (number == 1) return first_.data();
  const auto root = patch_.roots.find(number);
  if (root != patch_.roots.end()) return root->second.data();
  if (number < ahead_first_ || number >= ahead_first_ + ahead_pages_) {
    ahead_pages_ =
        std::min<std::size_t>(kPagesAhead, patch_.all_pages - number + 1);
    ahead_first_ = number;
    file_.read((std::uint64_t{number} - 1) * kPageSize, ahead_.data(),
               ahead_pages_ * kPageSize);
  }
  return &ahead_[(number - ahead_first_) * kPageSize];
}

}  // namespace csvimport
