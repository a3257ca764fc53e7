#include "base/trace_file.hpp"

#include <unistd.h>
#include <nlohmann/json.hpp>

#include <chrono>

namespace csvimport {
namespace {

// A file of some gigabytes has some hundred thousand spans.
constexpr std::chrono::microseconds kShortestAtFirst{2};

// Names of files need not be UTF-8.
std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false,
                                   nlohmann::json::error_handler_t::replace);
}

// In microseconds, as the format has it.
std::string trace_time(Clock::duration time) {
  const auto ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
  const std::string rest = std::to_string(ns % 1000);
  return std::to_string(ns / 1000) + '.' + std::string(3 - rest.size(), '0') +
         rest;
}

std::string metadata_event(const char* kind, const std::string& place,
                           const std::string& what) {
  return std::string(R"({"name":")") + kind + R"(","ph":"M")" + place +
         R"(,"args":{)" + what + "}}";
}

std::string trace_place() {
  return ",\"pid\":" + std::to_string(::getpid()) + ",\"tid\":";
}

}  // namespace

TraceLane::TraceLane(TraceFile& file, const std::string& name,
                     std::size_t number)
    : file_(file),
      start_(R"(,"cat":"csvimport","ph":"X")" + trace_place() +
             std::to_string(number)) {
  const std::string place = trace_place() + std::to_string(number);
  text_ = ",\n" +
          metadata_event("thread_name", place, "\"name\":" + json_text(name)) +
          ",\n" +
          metadata_event("thread_sort_index", place,
                         "\"sort_index\":" + std::to_string(number));
}

void TraceLane::add(std::string_view name, Clock::time_point from,
                    Clock::time_point to, const TracedPiece& piece) noexcept {
  try {
    if (span_ && !takes_in(from)) write_span();
    if (!span_) span_ = Span{name, from, to, {}, {}, 0};
    if (to - from > span_->longest) {
      span_->name = name;
      span_->longest = to - from;
    }
    span_->to = to;
    if (piece.number == 0) return;
    if (span_->pieces++ == 0) span_->piece.number = piece.number;
    span_->piece.bytes += piece.bytes;
  } catch (...) {
    file_.fail(std::current_exception());
  }
}

// So that those which are written begin as far apart as is promised.
bool TraceLane::takes_in(Clock::time_point from) const {
  return from - span_->from < file_.shortest();
}

void TraceLane::put(std::string_view name, std::string_view about,
                    Clock::time_point from, Clock::time_point to) noexcept {
  try {
    begin_event(json_text(name), from, to);
    if (!about.empty()) text_ += R"(,"args":{"of":)" + json_text(about) + '}';
    end_event();
  } catch (...) {
    file_.fail(std::current_exception());
  }
}

void TraceLane::flush() noexcept {
  try {
    if (span_) write_span();
    hand_over();
  } catch (...) {
    file_.fail(std::current_exception());
  }
}

void TraceLane::write_span() {
  begin_event('"' + std::string(span_->name) + '"', span_->from, span_->to);
  if (span_->pieces > 0) {
    text_ += R"(,"args":{"batch":)" + std::to_string(span_->piece.number);
    if (span_->pieces > 1) {
      text_ += ",\"batches\":" + std::to_string(span_->pieces);
    }
    text_ += ",\"bytes\":" + std::to_string(span_->piece.bytes) + '}';
  }
  span_.reset();
  end_event();
}

void TraceLane::begin_event(const std::string& name, Clock::time_point from,
                            Clock::time_point to) {
  text_ += ",\n{\"name\":" + name + start_ +
           ",\"ts\":" + trace_time(from - file_.origin()) +
           ",\"dur\":" + trace_time(to - from);
}

void TraceLane::end_event() {
  text_ += '}';
  ++events_;
  if (text_.size() >= kMostBytes) hand_over();
}

void TraceLane::hand_over() {
  file_.take(text_, events_);
  text_.clear();
  events_ = 0;
}

TraceFile::TraceFile(const std::string& path)
    : shortest_(Clock::duration(kShortestAtFirst).count()), file_(path) {
  file_.append(std::string(kTraceStart) + '\n' +
               metadata_event("process_name", trace_place() + '0',
                              R"("name":"csvimport")"));
}

TraceLane& TraceFile::lane(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto [place, is_new] =
      lanes_.try_emplace(name, *this, name, lanes_.size() + 1);
  return place->second;
}

void TraceFile::take(std::string_view events, std::size_t count) {
  const std::lock_guard lock(mutex_);
  if (failure_) return;
  const std::size_t before = events_ / kEventsOfOneLength;
  events_ += count;
  if (events_ / kEventsOfOneLength > before) {
    shortest_.store(2 * shortest().count(), std::memory_order_relaxed);
  }
  file_.append(events);
}

void TraceFile::fail(std::exception_ptr why) noexcept {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = std::move(why);
}

void TraceFile::commit(const std::map<std::string, std::string>& facts,
                       bool sync) {
  for (auto& [name, lane] : lanes_) lane.flush();
  if (failure_) std::rethrow_exception(failure_);
  std::string end = "\n],\"displayTimeUnit\":\"ms\",\"otherData\":{";
  for (const auto& [name, text] : facts) {
    if (end.back() != '{') end += ',';
    end += json_text(name) + ':' + json_text(text);
  }
  file_.append(end + "}}\n");
  file_.commit(sync);
}

TraceSpan::~TraceSpan() {
  if (trace_ == nullptr) return;
  const Clock::time_point to = Clock::now();
  try {
    trace_->lane("import").put(name_, about_, from_, to);
  } catch (const std::exception&) {
    // The lane that is not there is missing in the file; memory ran out.
  }
}

}  // namespace csvimport
