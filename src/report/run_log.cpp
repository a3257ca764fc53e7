#include "report/run_log.hpp"

#include "base/log_file.hpp"
#include "base/message_text.hpp"
#include "base/utc_time.hpp"
#include "report/messages.hpp"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

using Sinks = std::vector<spdlog::sink_ptr>;

std::string_view log_word(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::err:
      return "error";
    case spdlog::level::warn:
    case spdlog::level::critical:  // that of warn_of_loss()
      return "warning";
    case spdlog::level::info:
      return "info";
    default:
      return "debug";
  }
}

std::string log_line(std::int64_t time_ns, std::string_view word,
                     std::string_view text) {
  return utc_text(time_ns) + ' ' + std::to_string(::getpid()) + ' ' +
         std::string(word) + ": " + on_one_line(text);
}

}  // namespace

// Where the messages go to the file.
class RunLog::Sink : public spdlog::sinks::base_sink<std::mutex> {
 public:
  // `others` show what is wrong with it.
  Sink(const LogOptions& options, Sinks others)
      : others_(std::move(others)),
        file_(*options.path, options.max_bytes,
              [this](const std::string& problem) { warn(problem); }) {}

  void write_run_line(const LoggedRun& facts) {
    const std::lock_guard lock(mutex_);
    file_.append(log_line(utc_now_ns(), "run", run_line(facts)));
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const auto time = std::chrono::duration_cast<std::chrono::nanoseconds>(
        message.time.time_since_epoch());
    file_.append(log_line(time.count(), log_word(message.level),
                          {message.payload.data(), message.payload.size()}));
  }
  void flush_() override {}

 private:
  // As loud as what is lost: with -q it is all that tells.
  void warn(const std::string& problem) {
    const spdlog::details::log_msg message("csvimport", spdlog::level::critical,
                                           problem);
    for (const spdlog::sink_ptr& other : others_) {
      other->log(message);
      other->flush();
    }
  }

  const Sinks others_;
  LogFile file_;
};

RunLog::RunLog() = default;

RunLog::~RunLog() = default;

void RunLog::open(const LogOptions& options, const ImportJob& job,
                  bool is_verbose) {
  if (!options.path) return;
  facts_.take(job);
  sink_ = std::make_shared<Sink>(options, spdlog::default_logger()->sinks());
  added_.emplace(sink_,
                 is_verbose ? spdlog::level::debug : spdlog::level::info);
}

void RunLog::take(RunEnd end, const ImportSummary& summary) {
  facts_.end = end;
  facts_.take(summary);
}

void RunLog::end(int status, bool is_interrupted) {
  if (!sink_) return;
  facts_.status = status;
  if (is_interrupted) facts_.end = RunEnd::kInterrupted;
  facts_.seconds = seconds_since(start_);
  sink_->write_run_line(facts_);
}

}  // namespace csvimport
