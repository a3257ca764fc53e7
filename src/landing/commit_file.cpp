#include "landing/commit_file.hpp"

#include "pages/database_header.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

constexpr const char* kVfsName = "csvimport-commit";

// What SQLite has made for a file. That of the VFS below lies behind it.
struct ShimFile : sqlite3_file {
  std::optional<CommitPatch> patch;
  std::size_t patched = 0;  // pages, each of which a commit writes once
};

constexpr std::size_t kShimSize =
    (sizeof(ShimFile) + alignof(std::max_align_t) - 1) /
    alignof(std::max_align_t) * alignof(std::max_align_t);

ShimFile& shim_of(sqlite3_file* file) { return *static_cast<ShimFile*>(file); }

sqlite3_file* file_below(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) +
                                         kShimSize);
}

int write_below(sqlite3_file* file, const void* bytes, int size,
                sqlite3_int64 offset) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xWrite(below, bytes, size, offset);
}

bool is_empty_leaf(const std::uint8_t* page) {
  const std::uint8_t kind = page[kPageTypeAt];
  return (kind == kLeafTablePage || kind == kLeafIndexPage) &&
         get_u16(page + kCellCountAt) == 0;
}

int shim_write_first(sqlite3_file* file, const std::uint8_t* bytes) {
  ShimFile& shim = shim_of(file);
  const CommitPatch& patch = *shim.patch;
  if (get_u32(bytes + kChangeCounterAt) != patch.old_change_counter + 1 ||
      get_u32(bytes + kPageCountAt) != patch.known_pages) {
    return SQLITE_IOERR_WRITE;
  }
  PageBytes page;
  std::memcpy(page.data(), bytes, kPageSize);
  put_u32(page.data() + kPageCountAt, patch.all_pages);
  ++shim.patched;
  return write_below(file, page.data(), kPageSize, 0);
}

int shim_write_patched(sqlite3_file* file, const void* bytes, int size,
                       sqlite3_int64 offset) {
  ShimFile& shim = shim_of(file);
  constexpr auto kSize = static_cast<int>(kPageSize);
  if (size != kSize || offset % kSize != 0) return SQLITE_IOERR_WRITE;
  const auto number = static_cast<PageNumber>(offset / kSize + 1);
  if (number > shim.patch->known_pages) return SQLITE_IOERR_WRITE;
  const auto* const page = static_cast<const std::uint8_t*>(bytes);
  if (number == 1) return shim_write_first(file, page);
  const auto root = shim.patch->roots.find(number);
  if (root == shim.patch->roots.end()) {
    return write_below(file, bytes, size, offset);
  }
  if (!is_empty_leaf(page)) return SQLITE_IOERR_WRITE;
  ++shim.patched;
  return write_below(file, root->second.data(), size, offset);
}

// What SQLite calls, each for its file.

int shim_close(sqlite3_file* file) {
  sqlite3_file* const below = file_below(file);
  const int code = below->pMethods->xClose(below);
  std::destroy_at(&shim_of(file));
  return code;
}

int shim_read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xRead(below, bytes, size, offset);
}

int shim_write(sqlite3_file* file, const void* bytes, int size,
               sqlite3_int64 offset) {
  return shim_of(file).patch ? shim_write_patched(file, bytes, size, offset)
                             : write_below(file, bytes, size, offset);
}

// To the old size SQLite cuts the file before it writes what was in it. To any
// other it would cut pages off that it does not know.
int shim_truncate(sqlite3_file* file, sqlite3_int64 size) {
  std::optional<CommitPatch>& patch = shim_of(file).patch;
  if (patch) {
    if (size != sqlite3_int64{patch->old_pages} * sqlite3_int64{kPageSize}) {
      return SQLITE_IOERR_TRUNCATE;
    }
    patch.reset();
  }
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xTruncate(below, size);
}

int shim_sync(sqlite3_file* file, int flags) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xSync(below, flags);
}

int shim_size(sqlite3_file* file, sqlite3_int64* size) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xFileSize(below, size);
}

int shim_lock(sqlite3_file* file, int level) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xLock(below, level);
}

int shim_unlock(sqlite3_file* file, int level) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xUnlock(below, level);
}

int shim_check_lock(sqlite3_file* file, int* is_locked) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xCheckReservedLock(below, is_locked);
}

// SQLite announces the end of a commit's writes, whether or not it syncs.
int shim_control(sqlite3_file* file, int operation, void* argument) {
  const ShimFile& shim = shim_of(file);
  if (operation == SQLITE_FCNTL_SYNC && shim.patch &&
      shim.patched != shim.patch->roots.size() + 1) {
    return SQLITE_IOERR_WRITE;
  }
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xFileControl(below, operation, argument);
}

int shim_sector_size(sqlite3_file* file) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xSectorSize(below);
}

// Where pages can be written all at once, SQLite would commit without a
// journal.
int shim_characteristics(sqlite3_file* file) {
  sqlite3_file* const below = file_below(file);
  return below->pMethods->xDeviceCharacteristics(below) &
         ~SQLITE_IOCAP_BATCH_ATOMIC;
}

// Of the first version, which has neither shared memory nor mapped pages.
constexpr sqlite3_io_methods kShimMethods = {1,
                                             shim_close,
                                             shim_read,
                                             shim_write,
                                             shim_truncate,
                                             shim_sync,
                                             shim_size,
                                             shim_lock,
                                             shim_unlock,
                                             shim_check_lock,
                                             shim_control,
                                             shim_sector_size,
                                             shim_characteristics,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr};

struct ShimVfs : sqlite3_vfs {
  sqlite3_vfs* below = nullptr;
};

int open_shim(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
              int* out_flags) {
  sqlite3_vfs* const below = static_cast<ShimVfs*>(vfs)->below;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
    return below->xOpen(below, name, file, flags, out_flags);
  }
  new (file) ShimFile{};
  file->pMethods = nullptr;
  const int code =
      below->xOpen(below, name, file_below(file), flags, out_flags);
  if (code == SQLITE_OK) {
    file->pMethods = &kShimMethods;
  } else {
    std::destroy_at(&shim_of(file));
  }
  return code;
}

// Its other functions are those of the VFS for Unix, which ask it for nothing
// that is not the same here.
ShimVfs& shim_vfs() {
  static ShimVfs vfs = [] {
    ShimVfs shim;
    shim.below = sqlite3_vfs_find("unix");
    if (shim.below == nullptr) return shim;
    static_cast<sqlite3_vfs&>(shim) = *shim.below;
    shim.zName = kVfsName;
    shim.pNext = nullptr;
    shim.szOsFile = static_cast<int>(kShimSize) + shim.below->szOsFile;
    shim.xOpen = open_shim;
    return shim;
  }();
  return vfs;
}

}  // namespace

std::string CommitFile::vfs() {
  ShimVfs& vfs = shim_vfs();
  const int code =
      vfs.below == nullptr ? SQLITE_CANTOPEN : sqlite3_vfs_register(&vfs, 0);
  if (code != SQLITE_OK) throw SQLite::Exception(sqlite3_errstr(code), code);
  return kVfsName;
}

void CommitFile::patch(CommitPatch patch) {
  shim_of(file_).patched = 0;
  shim_of(file_).patch = std::move(patch);
}

void CommitFile::end_patch() { shim_of(file_).patch.reset(); }

}  // namespace csvimport
