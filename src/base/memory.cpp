#include "base/memory.hpp"

#include <malloc.h>

namespace csvimport {

void return_large_blocks() {
#ifdef M_MMAP_THRESHOLD
  // Above what a usual batch takes, so that those are not had anew each time.
  constexpr int kLargeBlock = 1024 * 1024;
  (void)::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
#endif
}

}  // namespace csvimport
