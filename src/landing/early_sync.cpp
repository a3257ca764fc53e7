#include "landing/early_sync.hpp"

#include <chrono>
#include <utility>

namespace csvimport {
namespace {

// Fewer would have the file system end many transactions; by taste.
constexpr std::size_t kBytesPerSync = std::size_t{32} << 20U;

bool is_ready(const std::future<void>& future) {
  return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

void EarlySync::note_written(std::size_t bytes) {
  unsynced_ += bytes;
  if (unsynced_ < kBytesPerSync) return;
  if (!syncing_.valid() || is_ready(syncing_)) start();
}

void EarlySync::start_last() { start(); }

// After the one that is under way, whose error is this one's too.
void EarlySync::start() {
  unsynced_ = 0;
  syncing_ = std::async(std::launch::async,
                        [this, before = std::move(syncing_)]() mutable {
                          if (before.valid()) before.get();
                          file_.sync();
                        });
}

void EarlySync::wait() {
  if (syncing_.valid()) syncing_.get();
}

}  // namespace csvimport
