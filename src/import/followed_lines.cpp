#include "import/followed_lines.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/utc_time.hpp"
#include "import/ledger_lines.hpp"

#include <spdlog/spdlog.h>

namespace csvimport {
namespace {

TailState state_of(const LoadInput& input, const RecordsEnd& end,
                   const TailPlan& plan) {
  const CsvFile& file = input.file;
  const InputFacts& facts = file.facts();
  return {{file.start_bytes(), facts.end - end.open_bytes, end.line,
           file.dialect()},
          facts.device,
          facts.inode,
          plan.earlier.empty() ? "" : ledger_name(plan.earlier)};
}

}  // namespace

std::vector<FollowedLine> followed_lines(LoadInput& input,
                                         const InputTally& tally,
                                         const TailPlan& plan,
                                         const std::string& table) {
  if (tally.records == 0) return {};
  Input& file = input.file.input();
  FollowedLine line{{}, plan.entry_id};
  LedgerEntry& entry = line.entry;
  entry.tail = state_of(input, tally.end, plan);
  entry.size = entry.tail->resumption.offset;
  entry.hash = file.print(entry.size);
  const std::uint64_t read_before =
      plan.resumption ? plan.resumption->offset : 0;
  const bool is_as_it_was =
      plan.print.empty() || file.print(read_before) == plan.print;
  if (entry.hash.empty() || !is_as_it_was) {
    throw ImportError({file.name()},
                      "was written anew while it was read; import it again");
  }
  entry.name = ledger_name(file.name());
  entry.modified = utc_text(file.facts().modified_ns);
  entry.table = table;
  entry.rows = tally.records - tally.left_out - tally.bad_records;
  entry.rejected = tally.bad_records;
  entry.imported = utc_text(utc_now_ns());
  entry.version = CSVIMPORT_VERSION;
  return {line};
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
  spdlog::warn(
      "{}:{}: the record that begins here has a quote that opens and does not "
      "close up to the end of the file, {} on; it waits for the next run",
      where.file, where.line, counted(end.open_lines, "line"));
}

void note_followed(Connection& database,
                   const std::vector<FollowedLine>& lines) {
  Ledger ledger(database);
  for (const FollowedLine& line : lines) {
    const TailState& state = *line.entry.tail;
    const auto last = ledger.last_tail(line.entry.table, line.entry.name,
                                       state.device, state.inode);
    if ((last ? last->id : 0) != line.id_before) throw TailsMoved();
    ledger.add(line.entry);
  }
}

}  // namespace csvimport
