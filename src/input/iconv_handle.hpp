#pragma once

// The owner of an iconv conversion.

#include <iconv.h>

#include <string>

namespace csvimport {

// Closes its conversion when destroyed. One thread at a time may use it.
class IconvHandle {
 public:
  // Not valid where iconv does not know a name.
  IconvHandle(const std::string& to, const std::string& from)
      : handle_(::iconv_open(to.c_str(), from.c_str())) {}
  IconvHandle(const IconvHandle&) = delete;
  IconvHandle& operator=(const IconvHandle&) = delete;
  ~IconvHandle() {
    if (valid()) ::iconv_close(handle_);
  }

  [[nodiscard]] iconv_t get() const { return handle_; }
  [[nodiscard]] bool valid() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says no
    return handle_ != reinterpret_cast<iconv_t>(-1);
  }

 private:
  iconv_t handle_;
};

}  // namespace csvimport
