#pragma once

// All that is told of a run on its page.

#include "import/import_job.hpp"
#include "import/import_summary.hpp"
#include "ledger/ledger.hpp"
#include "pipeline/stage_timeline.hpp"
#include "rejects/reject_groups.hpp"
#include "report/kept_messages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// What the step is called in which inputs are read.
inline constexpr const char* kReadingStep = "reading";

// A step of the run, in seconds from its start.
struct RunStep {
  std::string name;
  double from = 0;
  double to = 0;
};

// What was chosen for an input, as flags that pin it.
struct RunChoice {
  std::string input;
  std::string flags;
};

// A file that was to be imported, as it lay there at the end.
struct RunInput {
  std::string path;
  std::optional<std::uint64_t> size;    // in bytes; none of what is no file
  std::optional<std::string> modified;  // 2026-11-30T03:00:00.123Z
};

struct RunFacts {
  ImportJob job;
  std::string command;  // ready to paste into a shell
  std::string host;
  std::string started;  // 2026-11-30T03:00:00.123Z
  std::string ended;
  double seconds = 0;
  int status = 0;                        // that the run ends with
  std::optional<ImportSummary> summary;  // unless it failed
  // The first ones of those that brought something, or may have.
  std::vector<RunInput> inputs;
  std::uint64_t more_inputs = 0;
  std::vector<RunChoice> choices;  // the first ones
  std::uint64_t more_choices = 0;
  RunMessages messages;
  std::vector<RejectGroups::OfTable> rejects;
  std::vector<RunStep> steps;
  StageTimeline::Slots stages;
  std::vector<LedgerEntry> ledger;  // the last ones, later ones first
};

}  // namespace csvimport
