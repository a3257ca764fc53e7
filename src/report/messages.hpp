#pragma once

// Messages to the user, through spdlog.

#include <spdlog/common.h>

#include <memory>
#include <vector>

namespace csvimport {

// Sends spdlog's messages to stderr, each as one line, whatever is in it, that
// starts with its level ("error: ...") unless it is plain information. Coloured
// on a terminal, unless NO_COLOR is set or TERM is "dumb".
void set_up_messages();

// The same to any sink, in the place of where they went. Call it while no
// import runs.
void send_messages_to(std::shared_ptr<spdlog::sinks::sink> sink);

// Has a sink get messages too, as long as this lives: the last one made goes
// first. One thread, while no import runs.
class AddedSink {
 public:
  // From `level` on; what the others get stays as the logger's level has it.
  AddedSink(std::shared_ptr<spdlog::sinks::sink> sink,
            spdlog::level::level_enum level);
  AddedSink(const AddedSink&) = delete;
  AddedSink& operator=(const AddedSink&) = delete;
  ~AddedSink();

 private:
  std::shared_ptr<spdlog::sinks::sink> sink_;
  spdlog::level::level_enum level_before_;                // of the logger
  std::vector<spdlog::level::level_enum> levels_before_;  // of the other sinks
};

}  // namespace csvimport
