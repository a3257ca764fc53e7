#include "import/followed_lines.hpp"

#include "base/import_error.hpp"
#include "base/loss_warning.hpp"
#include "base/message_text.hpp"
#include "base/utc_time.hpp"
#include "import/growing_file.hpp"
#include "import/ledger_lines.hpp"
#include "import/rotated_file.hpp"

#include <spdlog/spdlog.h>

namespace csvimport {
namespace {

TailState state_of(LoadInput& input, const RecordsEnd& end,
                   const TailPlan& plan, const std::string& table) {
  CsvFile& file = input.file;
  const InputFacts& facts = file.input().facts();
  TailState state;
  if (plan.state) state.id = plan.state->id;
  state.table = table;
  state.name = followed_name(file.name());
  state.identity = facts.identity;
  state.resumption = {file.start_bytes(), facts.end - end.open_bytes, end.line,
                      file.dialect()};
  state.print = file.input().print(state.resumption.offset);
  state.read_at = utc_text(utc_now_ns());
  return state;
}

LedgerEntry entry_of(const LoadInput& input, const InputTally& tally,
                     const TailState& state) {
  LedgerEntry entry;
  entry.name = ledger_name(input.file.name());
  entry.size = state.resumption.offset;
  entry.modified = utc_text(input.file.facts().modified_ns);
  entry.hash = state.print;
  entry.table = state.table;
  entry.rows = tally.records - tally.left_out - tally.bad_records;
  entry.rejected = tally.bad_records;
  entry.imported = state.read_at;
  entry.version = CSVIMPORT_VERSION;
  entry.is_followed = true;
  return entry;
}

}  // namespace

std::optional<FollowedLine> followed_line(LoadInput& input,
                                          const InputTally& tally,
                                          const TailPlan& plan,
                                          const std::string& table) {
  if (tally.records == 0) return std::nullopt;
  const TailState state = state_of(input, tally.end, plan, table);
  const bool is_as_it_was =
      !plan.state || has_print_of(input.file.input(), *plan.state);
  if (state.print.empty() || !is_as_it_was) {
    throw ImportError({input.file.name()},
                      "was written anew while it was read; import it again");
  }
  return FollowedLine{entry_of(input, tally, state), state};
}

void warn_of_open_record(const LoadInput& input, const InputTally& tally) {
  const RecordsEnd& end = tally.end;
  if (end.open_bytes == 0) return;
  const Location where{input.file.name(), end.line};
  if (end.open_lines == 0) {
    spdlog::debug(
        "{}:{}: the last line has no end, so it waits for the next "
        "run",
        where.file, where.line);
    return;
  }
  warn_of_loss(fmt::format(
      "{}:{}: the record that begins here has a quote that opens and does not "
      "close up to the end of the file, {} on; it waits for the next run",
      where.file, where.line, counted(end.open_lines, "line")));
}

void check_tails_are(Connection& database, const std::vector<TailState>& seen) {
  if (Tails(database).all() != seen) throw TailsMoved();
}

void note_followed(Connection& database,
                   const std::vector<FollowedLine>& lines) {
  Ledger ledger(database);
  Tails tails(database);
  for (const FollowedLine& line : lines) {
    ledger.add(line.entry);
    tails.put(line.state);
  }
}

}  // namespace csvimport
