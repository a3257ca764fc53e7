#include "ledger/ledger_reading.hpp"

#include "base/path.hpp"
#include "base/system_error.hpp"
#include "target/read_access.hpp"

namespace csvimport {
namespace {

// How often it is read anew because someone wrote meanwhile; by taste.
constexpr int kReads = 5;

std::vector<LedgerEntry> entries_of(const std::string& place,
                                    const std::string& name,
                                    std::uint64_t timeout_ms) {
  Connection connection(place, name, Connection::Kind::kRead, timeout_ms);
  return Ledger(connection).entries();
}

}  // namespace

std::vector<LedgerEntry> read_ledger(const std::string& path,
                                     std::uint64_t timeout_ms) {
  const std::string place = resolved_path(path);
  for (int i = 0; i < kReads; ++i) {
    const ReadAccess before = read_access(place, path);
    std::vector<LedgerEntry> entries;
    try {
      entries = entries_of(place, path, timeout_ms);
    } catch (const SystemError&) {
      // Half of a change looks like damage.
      if (!before.ignores_others || before == read_access(place, path)) throw;
      continue;
    }
    if (!before.ignores_others || before == read_access(place, path)) {
      return entries;
    }
  }
  throw SystemError(path, "is being written to; try again");
}

}  // namespace csvimport
