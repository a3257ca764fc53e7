#pragma once

// A BatchParser whose rows are profiled on their way, where that was asked for.

#include "load/batch_parser.hpp"
#include "profile/profile_share.hpp"
#include "profile/profile_sink.hpp"
#include "profile/table_profiler.hpp"

#include <optional>
#include <utility>

namespace csvimport {

// One thread at a time.
class ProfiledParser {
 public:
  // `profiler` may be null: then the parser does as it does alone. Else it is
  // borrowed, for rows whose texts last as long as their batch, or with
  // `copies_texts` until the next one.
  ProfiledParser(BatchParser parser, TableProfiler* profiler, bool copies_texts)
      : parser_(std::move(parser)), profiler_(profiler) {
    if (profiler_ != nullptr) maker_ = profiler_->make_maker(copies_texts);
  }

  // As BatchParser::parse(); the report has the profile of the rows.
  template <RowSink Sink>
  BatchReport parse(Batch& batch, Sink& sink) {
    if (!maker_) return parser_.parse(batch, sink);
    maker_->begin(profiler_->spare_share());
    ProfileSink<Sink> profiled(sink, *maker_);
    BatchReport report = parser_.parse(batch, profiled);
    report.profile = maker_->finish();
    return report;
  }

 private:
  BatchParser parser_;
  TableProfiler* profiler_;
  std::optional<ShareMaker> maker_;
};

}  // namespace csvimport
