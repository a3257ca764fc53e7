#pragma once

// The page of a run on its way into a file (--report).

#include "base/clock.hpp"
#include "base/replacement_file.hpp"
#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"
#include "pipeline/stage_timeline.hpp"
#include "rejects/reject_groups.hpp"
#include "report/kept_messages.hpp"
#include "report/run_recorder.hpp"

#include <optional>
#include <string>

namespace csvimport {

// Lives as long as the run, before which it is made. One thread.
class RunReport {
 public:
  // For the run that `command` started. Throws SystemError unless the file at
  // `path` could be put in its place in the end, Interrupted.
  RunReport(const std::string& path, std::string command);
  RunReport(const RunReport&) = delete;
  RunReport& operator=(const RunReport&) = delete;

  // Has the job tell what the page shows. Borrows nothing; the job must not
  // outlive the report.
  void watch(ImportJob& job);
  // The observer for the import, which tells `observer`, borrowed, all of it.
  ImportObserver& observe(ImportObserver& observer) {
    return recorder_.emplace(observer, timeline_.origin());
  }
  // The import has come to this.
  void take(const ImportSummary& summary) { summary_ = summary; }

  // The run, of `job`, ends with `status`: writes the page. What goes wrong
  // with that is only warned of.
  void finish(const ImportJob& job, int status) noexcept;

 private:
  void write(const ImportJob& job, int status);

  std::string command_;
  std::string started_;
  ReplacementFile file_;
  KeptMessages messages_;
  StageTimeline timeline_;
  RejectGroups rejects_;
  std::optional<RunRecorder> recorder_;
  std::optional<ImportSummary> summary_;
};

}  // namespace csvimport
