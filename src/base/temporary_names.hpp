#pragma once

// How files and folders on their way to another name are called and locked.

#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

// What the names begin with of those that are for `target`, a path.
std::string temporary_prefix(const std::string& target);

// What follows on that, anew each time: so many hexadecimal digits.
inline constexpr std::size_t kTemporarySuffix = 16;
std::string temporary_suffix();

// Whether a name is such a prefix and a suffix.
bool is_temporary_name(std::string_view name, std::string_view prefix);

enum class UseLock {
  kHeld,         // by this process, and what it is on still has a name
  kTaken,        // by another run, which uses it or has just removed it
  kUnsupported,  // some network file systems have no locks
};

// Locks an open file or folder as long as it is open.
UseLock lock_for_use(int fd);

}  // namespace csvimport
