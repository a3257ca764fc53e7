#include "input/archive_source.hpp"

namespace csvimport {

int ArchiveSource::read(char* buffer, int size) {
  if (at_end_ || size <= 0) return 0;
  const int count = reader_.read_data(buffer, size);
  if (count == 0) end();
  return count;
}

void ArchiveSource::end() {
  reader_.expect_end();
  at_end_ = true;
}

}  // namespace csvimport
