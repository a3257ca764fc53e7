#pragma once

// What has become of a followed file whose name another one has now.

#include "ledger/ledger.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// The path, beside `path` and under a name that begins as its name does, of
// the very file that `entry` tells of. None if it is not there.
std::optional<std::string> find_moved(const std::string& path,
                                      const LedgerEntry& entry);

// The same, or of a copy of what was read of it.
std::optional<std::string> find_earlier(const std::string& path,
                                        const LedgerEntry& entry);

// Those beside `path` that bear its name with a number or a date, as rotation
// gives, compressed or not, and were written to after the one at `earlier`.
std::vector<std::string> rotated_after(const std::string& earlier,
                                       const std::string& path);

}  // namespace csvimport
