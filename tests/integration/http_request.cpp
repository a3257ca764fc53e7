#include "http_request.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace csvimport {
namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view part = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8U |
             (j < part.size() ? static_cast<unsigned char>(part[j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= part.size() ? kDigits[bits >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return text;
}

// Of HTTP 1.0, where the answer comes in one piece and ends with the
// connection.
std::string text_of(const HttpRequest& request) {
  std::string text = request.method + ' ' + request.path + " HTTP/1.0\r\n";
  text += "Host: 127.0.0.1:" + std::to_string(request.port) + "\r\n";
  if (!request.user.empty()) {
    text += "Authorization: Basic " +
            base64(request.user + ':' + request.password) + "\r\n";
  }
  if (!request.body.empty() || request.method != "GET") {
    text += "Content-Type: " + request.content_type + "\r\n";
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  }
  return text + "\r\n" + request.body;
}

// A connection to a port of loopback.
class Connection {
 public:
  explicit Connection(int timeout_ms)
      : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval timeout{timeout_ms / 1000, timeout_ms % 1000 * 1000};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(fd_); }

  [[nodiscard]] bool connect(int port) const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(fd_, reinterpret_cast<const sockaddr*>(&address),
                     sizeof address) == 0;
  }

  // What does not get through shows as no answer.
  void send(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t count = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  // All until the other side closes it; "" if it does not in time.
  [[nodiscard]] std::string receive() const {
    std::string text;
    std::array<char, 65536> part{};
    for (;;) {
      const ssize_t count = ::recv(fd_, part.data(), part.size(), 0);
      if (count == 0) return text;
      if (count < 0) return "";
      text.append(part.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  int fd_;
};

}  // namespace

HttpAnswer answer_of(const HttpRequest& request) {
  const Connection connection(request.timeout_ms);
  if (!connection.connect(request.port)) return {};
  connection.send(text_of(request));
  const std::string text = connection.receive();
  const std::size_t blank = text.find("\r\n\r\n");
  if (!text.starts_with("HTTP/1.") || blank == text.npos) return {};
  HttpAnswer answer;
  answer.status = std::atoi(text.c_str() + text.find(' '));
  answer.head = text.substr(0, blank);
  answer.body = text.substr(blank + 4);
  return answer;
}

}  // namespace csvimport
