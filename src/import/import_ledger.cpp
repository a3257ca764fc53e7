#include "import/import_ledger.hpp"

#include "import/followed_lines.hpp"
#include "import/known_inputs.hpp"
#include "import/ledger_lines.hpp"
#include "ledger/ledger.hpp"

#include <cstddef>
#include <string>

namespace csvimport {
namespace {

LandedInputs landed_inputs(const TableImport& table) {
  const std::string& name = table.inputs().name;
  LandedInputs landed{
      name, ledger_lines(table.read_inputs(), table.tallies(), name), {}};
  for (std::size_t i = 0; i < table.inputs().paths.size(); ++i) {
    Input& input = table.read_inputs()[i]->file.input();
    landed.contents.emplace(table.inputs().paths[i], input.content().value());
  }
  return landed;
}

std::vector<FollowedLine> followed_inputs(const ImportJob& job,
                                          const TableImport& table) {
  std::vector<FollowedLine> all;
  const std::vector<std::string>& paths = table.inputs().paths;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::vector<FollowedLine> lines =
        followed_lines(*table.read_inputs()[i], table.tallies()[i],
                       job.tails.at(paths[i]), table.inputs().name);
    all.insert(all.end(), lines.begin(), lines.end());
  }
  return all;
}

}  // namespace

void write_ledger(const ImportJob& job,
                  const std::vector<const TableImport*>& tables,
                  Connection& database) {
  std::vector<LandedInputs> landed;
  std::vector<FollowedLine> followed;
  Ledger ledger(database);
  for (const TableImport* table : tables) {
    if (table->is_emptied()) ledger.forget(table->inputs().name);
    if (job.once) landed.push_back(landed_inputs(*table));
    if (!job.tail) continue;
    const std::vector<FollowedLine> lines = followed_inputs(job, *table);
    followed.insert(followed.end(), lines.begin(), lines.end());
  }
  note_landed(database, landed);
  note_followed(database, followed);
}

}  // namespace csvimport
