#include "report/kept_messages.hpp"

#include "report/messages.hpp"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <mutex>

namespace csvimport {
namespace {

RunMessage::Level kept_level(spdlog::level::level_enum level) {
  // That of warn_of_loss().
  if (level == spdlog::level::critical) return RunMessage::Level::kWarning;
  if (level >= spdlog::level::err) return RunMessage::Level::kError;
  return level == spdlog::level::warn ? RunMessage::Level::kWarning
                                      : RunMessage::Level::kInfo;
}

}  // namespace

class KeptMessages::Sink : public spdlog::sinks::base_sink<std::mutex> {
 public:
  RunMessages kept() {
    const std::lock_guard lock(mutex_);
    return kept_;
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const RunMessage::Level level = kept_level(message.level);
    if (kept_.messages.size() >= RunMessages::kMost &&
        level != RunMessage::Level::kError) {
      ++kept_.more;
      return;
    }
    kept_.messages.push_back(
        {level, {message.payload.data(), message.payload.size()}});
  }
  void flush_() override {}

 private:
  RunMessages kept_;  // guarded by mutex_
};

KeptMessages::KeptMessages()
    : sink_(std::make_shared<Sink>()), added_(sink_, spdlog::level::info) {}

KeptMessages::~KeptMessages() = default;

RunMessages KeptMessages::messages() const { return sink_->kept(); }

}  // namespace csvimport
