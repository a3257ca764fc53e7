#include "cli/version.hpp"

#include "pages/new_database.hpp"

#include <spdlog/version.h>
#include <CLI/Version.hpp>

namespace csvimport {
namespace {

std::string spdlog_version() {
  return std::to_string(SPDLOG_VER_MAJOR) + '.' +
         std::to_string(SPDLOG_VER_MINOR) + '.' +
         std::to_string(SPDLOG_VER_PATCH);
}

std::string compiler() {
#ifdef __clang__
  return __VERSION__;
#else
  return "GCC " __VERSION__;
#endif
}

std::string processor() {
#if defined(__x86_64__)
  return "x86-64";
#elif defined(__aarch64__)
  return "ARM64";
#else
  return "another processor";
#endif
}

}  // namespace

std::string version_text() {
  return "csvimport " CSVIMPORT_VERSION "\nSQLite " + sqlite_version() +
         ", CLI11 " CLI11_VERSION ", spdlog " + spdlog_version() +
         "\nbuilt with " + compiler() + " for " + processor() + '\n';
}

}  // namespace csvimport
