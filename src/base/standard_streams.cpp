#include "base/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <initializer_list>

namespace csvimport {

void fill_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0) continue;
    // Takes the lowest number that is free: this one.
    const int mode = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    (void)::open("/dev/null", mode);
  }
}

}  // namespace csvimport
