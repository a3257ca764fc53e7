#pragma once

// Messages to the user, through spdlog.

namespace csvimport {

// Sends spdlog's messages to stderr, each as one line, whatever is in it, that
// starts with its level ("error: ...") unless it is plain information. Coloured
// on a terminal, unless NO_COLOR is set or TERM is "dumb".
void set_up_messages();

}  // namespace csvimport
