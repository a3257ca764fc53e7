#pragma once

// Warnings of what is gone, which are told even where only errors are.

#include <spdlog/spdlog.h>

#include <string>

namespace csvimport {

// Says on stderr which rows an import has taken from a database, beside those
// that others came for. The level is one of its own, that passes -q.
inline void warn_of_loss(const std::string& text) {
  spdlog::critical("{}", text);
}

}  // namespace csvimport
