#pragma once

// Memory that one thread writes to all the time.

#include <cstddef>
#include <new>

namespace csvimport {

// Of the processors in use; std::hardware_destructive_interference_size would
// make it part of the ABI.
inline constexpr std::size_t kCacheLineSize = 64;

// An allocator whose blocks share no cache line with other memory, so that
// threads that write to blocks side by side do not slow each other down.
template <class T>
struct CacheLineAllocator {
  using value_type = T;

  CacheLineAllocator() = default;
  template <class Other>
  // As the standard wants it of an allocator, for containers of other types.
  // NOLINTNEXTLINE(google-explicit-constructor)
  CacheLineAllocator(const CacheLineAllocator<Other>& /*other*/) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) {
    const std::size_t lines =
        (count * sizeof(T) + kCacheLineSize - 1) / kCacheLineSize;
    return static_cast<T*>(::operator new (lines* kCacheLineSize,
                                           std::align_val_t{kCacheLineSize}));
  }
  void deallocate(T* block, std::size_t /*count*/) noexcept {
    ::operator delete (block, std::align_val_t{kCacheLineSize});
  }

  friend bool operator==(const CacheLineAllocator& /*left*/,
                         const CacheLineAllocator& /*right*/) {
    return true;
  }
};

}  // namespace csvimport
