#include "ledger/ledger_reading.hpp"

#include "target/steady_read.hpp"

namespace csvimport {

std::vector<LedgerEntry> read_ledger(const std::string& path,
                                     std::uint64_t timeout_ms) {
  return read_steadily(path, timeout_ms, [](Connection& connection) {
    return Ledger(connection).entries();
  });
}

}  // namespace csvimport
