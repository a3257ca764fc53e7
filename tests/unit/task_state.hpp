#pragma once

// What a thread does at the moment.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace csvimport {

// The state of a process or thread by its folder in /proc: R runs, S sleeps
// until something happens, D waits for the disk, T is stopped, Z has ended; a
// NUL where it is gone.
inline char task_state(const std::filesystem::path& folder) {
  std::ifstream file(folder / "stat");
  std::ostringstream text;
  text << file.rdbuf();
  // Behind the name, which is in parentheses.
  const std::string stat = text.str();
  const std::size_t end = stat.rfind(") ");
  return end == std::string::npos ? '\0' : stat[end + 2];
}

inline bool is_alive(char state) { return state != '\0' && state != 'Z'; }

}  // namespace csvimport
