#pragma once

// Messages to the user, through spdlog.

#include <memory>

namespace spdlog::sinks {
class sink;
}

namespace csvimport {

// Sends spdlog's messages to stderr, each as one line, whatever is in it, that
// starts with its level ("error: ...") unless it is plain information. Coloured
// on a terminal, unless NO_COLOR is set or TERM is "dumb".
void set_up_messages();

// The same to any sink, in the place of where they went. Call it while no
// import runs.
void send_messages_to(std::shared_ptr<spdlog::sinks::sink> sink);

}  // namespace csvimport
