#include "import/followed_inputs.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "import/growing_file.hpp"
#include "import/ledger_lines.hpp"
#include "import/rotated_file.hpp"
#include "landing/rename_landing.hpp"
#include "ledger/table_entries.hpp"
#include "target/connection.hpp"
#include "target/schema_queries.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

bool has_print_of(Input& input, const LedgerEntry& entry) {
  return input.print(entry.size) == entry.hash;
}

void go_on(TailPlan& plan, const LedgerEntry& entry) {
  plan.resumption = entry.tail->resumption;
  plan.print = entry.hash;
  plan.earlier = entry.tail->earlier;
}

std::int64_t id_of_last(Ledger& ledger, const std::string& table,
                        const Input& input) {
  const InputFacts& facts = input.facts();
  const auto entry = ledger.last_tail(table, ledger_name(input.name()),
                                      facts.device, facts.inode);
  return entry ? entry->id : 0;
}

// The last entry of the very file, if it is still the same as far as it was
// read.
std::optional<LedgerEntry> entry_of_file(Ledger& ledger,
                                         const std::string& table,
                                         Input& input) {
  const InputFacts& facts = input.facts();
  auto entry = ledger.last_tail(table, facts.device, facts.inode);
  if (entry && !has_print_of(input, *entry)) entry.reset();
  return entry;
}

std::uint64_t offset_of(const TailPlan& plan) {
  return plan.resumption ? plan.resumption->offset : 0;
}

// The rows would come a second time.
void check_did_not_come_as_whole(const Input& input, const std::string& table,
                                 Ledger& ledger) {
  const TableEntries entries(ledger.entries_of(table));
  const LedgerEntry* const entry = entries.last(ledger_name(input.name()));
  if (entry == nullptr || entry->tail) return;
  throw ImportError(
      {input.name()},
      "was imported as a whole into table " + quoted_for_message(table) +
          " at " + entry->imported +
          ", so --tail would import it again; follow it into another --table, "
          "or have it forgotten with: DELETE FROM csvimport_files WHERE id = " +
          std::to_string(entry->id));
}

}  // namespace

void FollowedInputs::look_up(const std::string& target) {
  rest_ = job_;
  rest_.inputs.clear();
  rest_.tails.clear();
  idle_.clear();
  std::optional<Connection> connection;
  std::optional<Ledger> ledger;
  if (!target.empty() && !is_new_database(target)) {
    connection.emplace(target, job_.target, Connection::Kind::kShared,
                       job_.landing.timeout_ms);
    ledger.emplace(*connection);
  }
  for (const TableInputs& table : tables_of(job_)) {
    // What has come into one that is gone is gone with it.
    const bool is_there = connection && connection->translate([&] {
      return is_table(connection->database(), table.name);
    });
    for (const std::string& path : table.paths) {
      look_at(path, table.name, is_there ? &*ledger : nullptr);
    }
  }
}

void FollowedInputs::look_at(const std::string& path, const std::string& table,
                             Ledger* ledger) {
  const std::unique_ptr<Input> input = open_growing_file(path);
  TailPlan plan;
  const std::size_t inputs_before = rest_.inputs.size();
  if (ledger != nullptr) plan = plan_for(*input, table, *ledger);
  const bool has_earlier = rest_.inputs.size() > inputs_before;
  const bool has_gained = has_gained_line(*input, offset_of(plan));
  if (!plan.warning.empty() && (has_gained || has_earlier)) {
    spdlog::warn("{}: {}", path, plan.warning);
  }
  if (!has_gained) {
    idle_.push_back(path);
    return;
  }
  rest_.inputs.push_back(path);
  rest_.tails[path] = std::move(plan);
}

TailPlan FollowedInputs::plan_for(Input& input, const std::string& table,
                                  Ledger& ledger) {
  TailPlan plan;
  plan.entry_id = id_of_last(ledger, table, input);
  const auto of_file = entry_of_file(ledger, table, input);
  const auto of_name = ledger.last_tail(table, ledger_name(input.name()));
  if (of_file && (!of_name || of_file->id >= of_name->id)) {
    go_on(plan, *of_file);
  } else if (!of_name) {
    check_did_not_come_as_whole(input, table, ledger);
  } else if (has_print_of(input, *of_name) &&
             !find_moved(input.name(), *of_name)) {
    go_on(plan, *of_name);
  } else {
    begin_anew(input, *of_name, ledger, plan);
    return plan;
  }
  if (!plan.earlier.empty()) {
    add_earlier(plan.earlier, input.name(), table, ledger, std::nullopt);
  }
  return plan;
}

void FollowedInputs::begin_anew(Input& input, const LedgerEntry& entry,
                                Ledger& ledger, TailPlan& plan) {
  plan.earlier = find_earlier(input.name(), entry).value_or("");
  plan.warning = fmt::format(
      "is another file than the one that was read up to line {} at {}, so it "
      "is read from its start; {}",
      entry.tail->resumption.line, entry.imported,
      plan.earlier.empty()
          ? "what that one gained since is not imported, as it is not beside it"
          : "that one is " + plan.earlier + ", and is read to its end before");
  if (plan.earlier.empty()) return;
  add_earlier(plan.earlier, input.name(), entry.table, ledger, entry);
  for (const std::string& path : rotated_after(plan.earlier, input.name())) {
    if (is_input(path)) continue;
    plan.warning += "; " + path +
                    " came in between and is not imported, --tail --table " +
                    shell_quoted(entry.table) + " takes it";
  }
}

void FollowedInputs::add_earlier(const std::string& path,
                                 const std::string& input,
                                 const std::string& table, Ledger& ledger,
                                 std::optional<LedgerEntry> entry) {
  const auto earlier = try_open_growing_file(path);
  if (!earlier || is_input(path)) return;
  // It may have been read under the name that it has now.
  if (auto last = entry_of_file(ledger, table, *earlier)) entry = last;
  if (!entry) return;
  TailPlan plan;
  go_on(plan, *entry);
  if (!has_gained_line(*earlier, offset_of(plan))) return;
  plan.entry_id = id_of_last(ledger, table, *earlier);
  plan.later = input;
  plan.earlier.clear();
  rest_.inputs.push_back(path);
  rest_.tails[path] = std::move(plan);
}

bool FollowedInputs::is_input(const std::string& path) const {
  return std::any_of(job_.inputs.begin(), job_.inputs.end(),
                     [&](const std::string& input) {
                       return ledger_name(input) == ledger_name(path);
                     });
}

}  // namespace csvimport
