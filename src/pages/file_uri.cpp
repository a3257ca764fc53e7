#include "pages/file_uri.hpp"

namespace csvimport {

std::string file_uri(const std::string& path) {
  // Behind two slashes an absolute path cannot be taken for a host.
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (const char byte : path) {
    if (byte == '%') {
      uri += "%25";
    } else if (byte == '?') {
      uri += "%3f";
    } else if (byte == '#') {
      uri += "%23";
    } else {
      uri += byte;
    }
  }
  return uri;
}

}  // namespace csvimport
