#include "report/messages.hpp"

#include "base/message_text.hpp"
#include "report/progress.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// What clears a line of progress, so that no message goes on in it.
class ProgressOff : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& /*message*/,
              const std::tm& /*time*/, spdlog::memory_buf_t& out) override {
    const std::string_view text = take_progress_off();
    out.append(text.data(), text.data() + text.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<ProgressOff>();
  }
};

// The start of a line: its level, where that says something.
class LevelPrefix : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm& /*time*/,
              spdlog::memory_buf_t& out) override {
    std::string_view prefix;
    if (message.level == spdlog::level::err) prefix = "error: ";
    if (message.level == spdlog::level::warn) prefix = "warning: ";
    // That of warn_of_loss().
    if (message.level == spdlog::level::critical) prefix = "warning: ";
    out.append(prefix.data(), prefix.data() + prefix.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<LevelPrefix>();
  }
};

// The message, which may have anybody's bytes in it: names of files and of
// constraints, and what a trigger says. Flags to paste come without such bytes.
class MessageText : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm& /*time*/,
              spdlog::memory_buf_t& out) override {
    const std::string line =
        on_one_line({message.payload.data(), message.payload.size()});
    out.append(line.data(), line.data() + line.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<MessageText>();
  }
};

spdlog::color_mode color_mode() {
  const char* const no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0')
    return spdlog::color_mode::never;
  return spdlog::color_mode::automatic;
}

}  // namespace

void set_up_messages() {
  auto sink =
      std::make_shared<spdlog::sinks::stderr_color_sink_mt>(color_mode());
  sink->set_color(spdlog::level::critical, sink->yellow_bold);
  send_messages_to(std::move(sink));
}

void send_messages_to(std::shared_ptr<spdlog::sinks::sink> sink) {
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<ProgressOff>('<')
      .add_flag<LevelPrefix>('*')
      .add_flag<MessageText>('~')
      .set_pattern("%<%^%*%$%~");
  auto logger = std::make_shared<spdlog::logger>("csvimport", std::move(sink));
  logger->set_formatter(std::move(formatter));
  spdlog::set_default_logger(std::move(logger));
}

AddedSink::AddedSink(std::shared_ptr<spdlog::sinks::sink> sink,
                     spdlog::level::level_enum level)
    : sink_(std::move(sink)), level_before_(spdlog::get_level()) {
  auto& sinks = spdlog::default_logger_raw()->sinks();
  for (const spdlog::sink_ptr& other : sinks) {
    levels_before_.push_back(other->level());
    other->set_level(std::max(other->level(), level_before_));
  }
  sink_->set_level(level);
  sinks.push_back(sink_);
  spdlog::set_level(std::min(level_before_, level));
}

AddedSink::~AddedSink() {
  auto& sinks = spdlog::default_logger_raw()->sinks();
  std::erase(sinks, sink_);
  const std::size_t others = std::min(sinks.size(), levels_before_.size());
  for (std::size_t i = 0; i < others; ++i) {
    sinks[i]->set_level(levels_before_[i]);
  }
  spdlog::set_level(level_before_);
}

}  // namespace csvimport
