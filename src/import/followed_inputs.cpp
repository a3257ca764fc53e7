#include "import/followed_inputs.hpp"

#include "base/import_error.hpp"
#include "base/loss_warning.hpp"
#include "base/message_text.hpp"
#include "import/growing_file.hpp"
#include "import/ledger_lines.hpp"
#include "landing/rename_landing.hpp"
#include "ledger/table_entries.hpp"
#include "schema/names.hpp"
#include "target/connection.hpp"
#include "target/schema_queries.hpp"

#include <spdlog/spdlog.h>

#include <unistd.h>

#include <algorithm>
#include <optional>

namespace csvimport {
namespace {

// One that cannot be written may have nothing new to get.
Connection::Kind kind_to_look(const std::string& target) {
  return ::access(target.c_str(), W_OK) == 0 ? Connection::Kind::kShared
                                             : Connection::Kind::kRead;
}

std::uint64_t offset_of(const std::optional<TailState>& state) {
  return state ? state->resumption.offset : 0;
}

std::optional<TailState> state_of_name(const std::string& name,
                                       const std::vector<TailState>& states) {
  const auto last =
      std::find_if(states.rbegin(), states.rend(),
                   [&](const TailState& state) { return state.name == name; });
  return last == states.rend() ? std::nullopt : std::optional(*last);
}

// The rows would come a second time.
void check_did_not_come_as_whole(const Input& input, const std::string& table,
                                 Ledger& ledger) {
  const TableEntries entries(ledger.entries_of(table));
  const LedgerEntry* const entry = entries.last(ledger_name(input.name()));
  if (entry == nullptr || entry->is_followed) return;
  throw ImportError(
      {input.name()},
      "was imported as a whole into table " + quoted_for_message(table) +
          " at " + entry->imported +
          ", so --tail would import it again; follow it into another --table, "
          "or have it forgotten with: DELETE FROM csvimport_files WHERE id = " +
          std::to_string(entry->id));
}

// What became of the file that was read before.
std::string fate_of(const std::optional<FileBeside>& earlier) {
  if (!earlier) {
    return "what that one gained since is not imported, as it is not beside it";
  }
  std::string fate =
      "that one is " + earlier->path + ", and is read to its end before";
  if (!ends_in_line_end(earlier->path)) {
    fate += "; its last line has no end, and waits for it";
  }
  return fate;
}

}  // namespace

void FollowedInputs::look_up(const std::string& target) {
  rest_ = job_;
  rest_.inputs.clear();
  rest_.tails.clear();
  rest_.tails_seen.clear();
  std::optional<Connection> connection;
  std::optional<Ledger> ledger;
  if (!target.empty() && !is_new_database(target)) {
    connection.emplace(target, job_.target, kind_to_look(target),
                       job_.landing.timeout_ms);
    ledger.emplace(*connection);
    rest_.tails_seen = Tails(*connection).all();
  }
  for (const TableInputs& inputs : tables_of(job_)) {
    OfTable table{inputs, {}, {}, {}, false};
    // What has come into one that is gone is gone with it.
    const bool is_there = connection && connection->translate([&] {
      return is_table(connection->database(), inputs.name);
    });
    for (const TailState& state : rest_.tails_seen) {
      if (is_there && same_name(state.table, inputs.name)) {
        table.states.push_back(state);
      }
    }
    for (const std::string& path : inputs.paths) {
      look_at(path, table, is_there ? &*ledger : nullptr);
    }
    if (!table.has_gained) continue;
    for (auto& [path, plan] : table.plans) {
      rest_.inputs.push_back(path);
      rest_.tails[path] = std::move(plan);
    }
  }
}

void FollowedInputs::look_at(const std::string& path, OfTable& table,
                             Ledger* ledger) {
  const std::unique_ptr<Input> input = open_growing_file(path);
  const FileIdentity& identity = input->facts().identity;
  if (!table.seen.insert({identity.device, identity.inode}).second) return;
  TailPlan plan;
  if (ledger != nullptr) {
    const std::vector<FileBeside> files =
        table.states.empty() ? std::vector<FileBeside>() : files_beside(path);
    Story story;
    plan.state = state_for(*input, table, files, *ledger, story);
    add_rotated(path, table, files);
    if (!plan.state) add_between(path, table, files, story);
    if (table.has_gained || has_gained_line(*input, offset_of(plan.state))) {
      tell(path, story);
    }
  }
  const bool has_gained = has_gained_line(*input, offset_of(plan.state));
  if (waiting_.contains(path) || (!plan.state && !has_gained)) return;
  table.has_gained |= has_gained;
  table.plans.emplace_back(path, std::move(plan));
}

std::optional<TailState> FollowedInputs::state_for(
    Input& input, OfTable& table, const std::vector<FileBeside>& files,
    Ledger& ledger, Story& story) {
  if (auto state = state_of_file(input, table.states)) return state;
  auto state = state_of_name(followed_name(input.name()), table.states);
  if (!state) {
    check_did_not_come_as_whole(input, table.inputs.name, ledger);
    return std::nullopt;
  }
  const bool was_rotated =
      std::any_of(files.begin(), files.end(), [&](const FileBeside& file) {
        return file.is_rotated && state_of_file(file, {*state}).has_value();
      });
  if (!was_rotated && has_print_of(input, *state)) return state;
  story.earlier = find_earlier(files, *state, table.states);
  story.parts.push_back(fmt::format(
      "is another file than the one that was read up to line {} at {}, so it "
      "is read from its start; {}",
      state->resumption.line, state->read_at, fate_of(story.earlier)));
  story.is_loss = !story.earlier;
  if (story.earlier) {
    add_earlier(story.earlier->path, input.name(), state, table);
  }
  return std::nullopt;
}

void FollowedInputs::add_between(const std::string& input, OfTable& table,
                                 const std::vector<FileBeside>& files,
                                 Story& story) {
  std::vector<FileBeside> unknown;
  std::optional<std::int64_t> last_known_ns;
  if (story.earlier) last_known_ns = story.earlier->modified_ns;
  for (const FileBeside& file : files) {
    if (!file.is_rotated || is_input(file.path)) continue;
    const bool is_known = (story.earlier && story.earlier->path == file.path) ||
                          state_of_file(file, table.states);
    if (is_known) {
      last_known_ns =
          std::max(file.modified_ns, last_known_ns.value_or(file.modified_ns));
    } else {
      unknown.push_back(file);
    }
  }
  for (const FileBeside& file : unknown) {
    if (!last_known_ns || file.modified_ns < *last_known_ns) continue;
    const bool is_plain = open_if_plain(file.path) != nullptr;
    if (is_plain) add_earlier(file.path, input, std::nullopt, table);
    story.is_loss |= !is_plain;
    story.parts.push_back(file.path + " came in between, and is " +
                          (is_plain ? "read too" : "not imported"));
  }
}

void FollowedInputs::tell(const std::string& input, const Story& story) {
  if (story.parts.empty() || !told_.insert(input).second) return;
  std::string text = input + ": ";
  for (const std::string& part : story.parts) {
    text += (&part == &story.parts.front() ? "" : "; ") + part;
  }
  if (story.is_loss) {
    warn_of_loss(text);
  } else {
    spdlog::warn("{}", text);
  }
}

void FollowedInputs::add_rotated(const std::string& input, OfTable& table,
                                 const std::vector<FileBeside>& files) {
  for (const FileBeside& file : files) {
    if (!file.is_rotated || is_input(file.path)) continue;
    auto state = state_of_file(file, table.states);
    if (state) add_earlier(file.path, input, std::move(state), table);
  }
}

void FollowedInputs::add_earlier(const std::string& path,
                                 const std::string& input,
                                 std::optional<TailState> state,
                                 OfTable& table) {
  const auto earlier = open_if_plain(path);
  const bool is_there =
      std::any_of(table.plans.begin(), table.plans.end(),
                  [&](const auto& plan) { return plan.first == path; });
  if (!earlier || is_there || waiting_.contains(path) || is_input(path)) return;
  if (!has_gained_line(*earlier, offset_of(state))) return;
  table.has_gained = true;
  table.plans.emplace_back(path, TailPlan{std::move(state), input});
}

bool FollowedInputs::is_input(const std::string& path) const {
  return std::any_of(job_.inputs.begin(), job_.inputs.end(),
                     [&](const std::string& input) {
                       return followed_name(input) == followed_name(path);
                     });
}

}  // namespace csvimport
