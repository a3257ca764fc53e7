#pragma once

// The messages of a run, kept beside their way to stderr.

#include "report/messages.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace csvimport {

struct RunMessage {
  enum class Level { kInfo, kWarning, kError };

  Level level = Level::kInfo;
  std::string text;
};

// Those that were kept, up to kMost, the errors among them in any case.
struct RunMessages {
  static constexpr std::size_t kMost = 500;

  std::vector<RunMessage> messages;
  std::uint64_t more = 0;
};

// Keeps spdlog's messages as long as it lives, from informations on, whatever
// is shown of them. Make it behind set_up_messages(), and let it go before
// messages are sent elsewhere.
class KeptMessages {
 public:
  KeptMessages();
  KeptMessages(const KeptMessages&) = delete;
  KeptMessages& operator=(const KeptMessages&) = delete;
  ~KeptMessages();

  // Those so far. Any thread may log meanwhile.
  [[nodiscard]] RunMessages messages() const;

 private:
  class Sink;

  std::shared_ptr<Sink> sink_;
  AddedSink added_;
};

}  // namespace csvimport
