#include "import/known_inputs.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "import/ledger_lines.hpp"
#include "input/input_paths.hpp"
#include "input/read_content.hpp"
#include "landing/rename_landing.hpp"
#include "schema/names.hpp"
#include "target/schema_queries.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace csvimport {
namespace {

// What can be read before it is imported.
std::optional<std::uint64_t> size_of_file(const std::string& path) {
  std::error_code error;
  if (path == "-" || !std::filesystem::is_regular_file(path, error)) {
    return std::nullopt;
  }
  const std::uint64_t size = std::filesystem::file_size(path, error);
  return error ? std::nullopt : std::optional(size);
}

[[noreturn]] void fail_changed(const std::string& path,
                               const LedgerEntry& entry) {
  throw ImportError(
      {path},
      "has changed since it was imported into table " +
          quoted_for_message(entry.table) + " at " + entry.imported +
          "; where the table's files are all given, --if-exists truncate "
          "imports them anew, and without --once this one is imported "
          "beside what is there");
}

// Of it, the ledger does not know what it holds.
[[noreturn]] void fail_followed(const std::string& path,
                                const LedgerEntry& entry) {
  throw ImportError({path}, "is followed into table " +
                                quoted_for_message(entry.table) +
                                " with --tail, last at " + entry.imported +
                                "; use that, or leave out --once");
}

bool empties(IfExists if_exists) {
  return if_exists == IfExists::kReplace || if_exists == IfExists::kTruncate;
}

}  // namespace

void note_landed(Connection& database,
                 const std::vector<LandedInputs>& tables) {
  Ledger ledger(database);
  ReadContents contents;
  bool is_any_known = false;
  for (const LandedInputs& landed : tables) {
    const TableEntries entries(ledger.entries_of(landed.table));
    std::set<std::string> hashes;
    for (const LedgerEntry& line : landed.lines) {
      is_any_known |= entries.find(line.hash) != nullptr ||
                      !hashes.insert(line.hash).second;
      ledger.add(line);
    }
    contents.insert(landed.contents.begin(), landed.contents.end());
  }
  if (is_any_known) throw InputsKnown(std::move(contents));
}

void KnownInputs::look_up(const std::string& target) {
  known_.clear();
  for (const std::string& input : job_.inputs) check_readable(input);
  const std::vector<TableInputs> tables = tables_of(job_);
  if (target.empty() || is_new_database(target)) {
    for (const TableInputs& table : tables) add_twins(table);
    return;
  }
  Connection connection(target, job_.target, Connection::Kind::kShared,
                        job_.landing.timeout_ms);
  Ledger ledger(connection);
  for (const TableInputs& table : tables) {
    // What has come into one that is gone is gone with it.
    const bool is_there = connection.translate(
        [&] { return is_table(connection.database(), table.name); });
    if (is_there) look_up(table, ledger);
    add_twins(table);
  }
}

void KnownInputs::look_up(const TableInputs& inputs, Ledger& ledger) {
  const TableEntries entries(ledger.entries_of(inputs.name));
  std::vector<KnownInput> found;
  for (const std::string& path : inputs.paths) {
    if (const LedgerEntry* const entry = find(path, entries)) {
      found.push_back({path, *entry});
    }
  }
  // A table that is emptied gets all of its inputs or none.
  if (empties(job_.landing.if_exists) &&
      !(found.size() == inputs.paths.size() &&
        found.size() == entries.wholes())) {
    return;
  }
  known_.insert(known_.end(), found.begin(), found.end());
}

const LedgerEntry* KnownInputs::find(const std::string& path,
                                     const TableEntries& entries) {
  const LedgerEntry* const last = entries.last(ledger_name(path));
  const bool comes_anew = empties(job_.landing.if_exists);
  if (last != nullptr && last->is_followed && !comes_anew)
    fail_followed(path, *last);
  auto content = contents_.find(path);
  if (content == contents_.end()) {
    const auto size = size_of_file(path);
    if (!size || (last == nullptr && !entries.has_size(*size))) return nullptr;
    content = contents_.emplace(path, read_content(path)).first;
  }
  const LedgerEntry* const entry = entries.find(content->second.hash);
  const bool has_changed = entry == nullptr && last != nullptr;
  if (has_changed && !comes_anew) fail_changed(path, *last);
  return entry;
}

void KnownInputs::add_twins(const TableInputs& inputs) {
  std::map<std::string, std::string> first_with;  // the hash
  for (const std::string& path : inputs.paths) {
    const auto content = contents_.find(path);
    const bool is_known = std::any_of(
        known_.begin(), known_.end(),
        [&](const KnownInput& known) { return known.input == path; });
    if (content == contents_.end() || is_known) continue;
    const auto [first, is_new] = first_with.emplace(content->second.hash, path);
    if (is_new) continue;
    KnownInput twin{path, {}};
    twin.entry.name = ledger_name(first->second);
    twin.entry.table = inputs.name;
    known_.push_back(std::move(twin));
  }
}

ImportJob KnownInputs::rest() const {
  ImportJob rest = job_;
  for (const KnownInput& known : known_) {
    const auto place =
        std::find(rest.inputs.begin(), rest.inputs.end(), known.input);
    if (place != rest.inputs.end()) rest.inputs.erase(place);
  }
  return rest;
}

}  // namespace csvimport
