#include "import/import_ledger.hpp"

#include "base/loss_warning.hpp"
#include "base/message_text.hpp"
#include "import/followed_lines.hpp"
#include "import/known_inputs.hpp"
#include "import/ledger_lines.hpp"
#include "ledger/ledger.hpp"

#include <cstddef>
#include <set>
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

void add_followed(const ImportJob& job, const TableImport& table,
                  std::vector<FollowedLine>& lines) {
  const std::vector<std::string>& paths = table.inputs().paths;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (auto line =
            followed_line(*table.read_inputs()[i], table.tallies()[i],
                          job.tails.at(paths[i]), table.inputs().name)) {
      lines.push_back(*std::move(line));
    }
  }
}

// What other files had brought is not in the table any more.
void warn_of_forgotten(const TableImport& table, Connection& database) {
  const std::string& name = table.inputs().name;
  std::set<std::string> others;
  if (!table.in_database()) return;
  for (const LedgerEntry& entry : Ledger(database).entries_of(name)) {
    others.insert(entry.name);
  }
  for (const std::string& path : table.inputs().paths) {
    others.erase(ledger_name(path));
  }
  if (others.empty()) return;
  warn_of_loss(
      fmt::format("{}: table {} is without the rows of {} now, which "
                  "had been imported into it",
                  database.name(), quoted_for_message(name),
                  counted(others.size(), "other file")));
}

}  // namespace

void write_ledger(const ImportJob& job,
                  const std::vector<const TableImport*>& tables,
                  Connection& database) {
  std::vector<LandedInputs> landed;
  std::vector<FollowedLine> followed;
  if (job.tail) check_tails_are(database, job.tails_seen);
  for (const TableImport* table : tables) {
    if (table->is_emptied()) {
      warn_of_forgotten(*table, database);
      Ledger(database).forget(table->inputs().name);
      Tails(database).forget(table->inputs().name);
    }
    if (job.once) landed.push_back(landed_inputs(*table));
    if (job.tail) add_followed(job, *table, followed);
  }
  note_landed(database, landed);
  note_followed(database, followed);
}

}  // namespace csvimport
