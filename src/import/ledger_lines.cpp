#include "import/ledger_lines.hpp"

#include "base/import_error.hpp"
#include "base/utc_time.hpp"

#include <filesystem>
#include <system_error>

namespace csvimport {
namespace {

LedgerEntry line_of(Input& input, const InputTally& tally,
                    const std::string& table) {
  if (input.has_changed()) {
    throw ImportError({input.name()},
                      "was written to while it was read; import it when it is "
                      "complete");
  }
  const Content& content = input.content().value();
  LedgerEntry line;
  line.name = input.is_stdin() ? input.name() : ledger_name(input.name());
  line.size = input.size_bytes().value_or(content.bytes);
  if (input.is_regular()) line.modified = utc_text(input.facts().modified_ns);
  line.hash = content.hash;
  line.table = table;
  line.rows = tally.records - tally.left_out - tally.bad_records;
  line.rejected = tally.bad_records;
  line.imported = utc_text(utc_now_ns());
  line.version = CSVIMPORT_VERSION;
  return line;
}

}  // namespace

std::string ledger_name(const std::string& path) {
  if (path == "-") return "stdin";
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  return error ? path : whole.lexically_normal().string();
}

std::vector<LedgerEntry> ledger_lines(
    const std::vector<std::unique_ptr<LoadInput>>& inputs,
    const std::vector<InputTally>& tallies, const std::string& table) {
  std::vector<LedgerEntry> lines;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    lines.push_back(line_of(inputs[i]->file.input(), tallies[i], table));
  }
  return lines;
}

}  // namespace csvimport
