#include "cluster/cluster_url.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace csvimport {
namespace {

constexpr std::string_view kPlain = "rqlite://";
constexpr std::string_view kSecure = "rqlites://";
constexpr const char* kDefaultPort = "4001";

[[noreturn]] void refuse(const std::string& problem) {
  throw std::invalid_argument(problem +
                              "; write rqlite://HOST:PORT, several hosts with "
                              "commas between them");
}

bool is_port(std::string_view text) {
  constexpr int kLargest = 65535;
  int port = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 &&
         port <= kLargest;
}

// What is behind the name of a host: its colon, or the end. An IPv6 address has
// colons of its own, in brackets.
std::size_t end_of_name(std::string_view host) {
  if (!host.starts_with('[')) return std::min(host.find(':'), host.size());
  const std::size_t bracket = host.find(']');
  if (bracket == std::string_view::npos) refuse("a host lacks its ]");
  return bracket + 1;
}

std::string with_port(std::string_view host) {
  const std::size_t end = end_of_name(host);
  const std::string name(host.substr(0, end));
  if (name.empty()) refuse("a host has no name");
  const bool has_odd = std::any_of(name.begin(), name.end(), [](char byte) {
    return static_cast<unsigned char>(byte) <= ' ' || byte == '\x7f' ||
           std::string_view("/?#@\\\"<>").find(byte) != std::string_view::npos;
  });
  if (has_odd) refuse("a host has characters that no host has");
  if (end == host.size()) return name + ':' + kDefaultPort;
  const std::string_view port = host.substr(end + 1);
  if (host[end] != ':' || !is_port(port))
    refuse("a port is no number from 1 to 65535");
  return std::string(host);
}

}  // namespace

std::string ClusterUrl::address(std::size_t host, std::string_view user) const {
  std::string address = is_secure ? "https://" : "http://";
  for (const char byte : user) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    if (is_ascii_letter_or_digit(byte)) {
      address += byte;
      continue;
    }
    const auto value = static_cast<unsigned char>(byte);
    address += {'%', kDigits[value / 16], kDigits[value % 16]};
  }
  return address + (user.empty() ? "" : "@") + hosts[host];
}

bool is_cluster_url(std::string_view text) {
  return text.starts_with(kPlain) || text.starts_with(kSecure);
}

ClusterUrl parse_cluster_url(const std::string& text) {
  ClusterUrl url;
  url.text = text;
  url.is_secure = text.starts_with(kSecure);
  std::string_view rest = text;
  rest.remove_prefix((url.is_secure ? kSecure : kPlain).size());
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
    const std::string_view user = rest.substr(0, at);
    if (user.find(':') != std::string_view::npos) {
      throw std::invalid_argument(
          "everyone sees the password in a command line; give it as "
          "CSVIMPORT_RQLITE_PASSWORD in the environment, or in ~/.netrc");
    }
    url.user = user;
    rest.remove_prefix(at + 1);
  }
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find('/') != std::string_view::npos) {
    refuse("a cluster has one database, so nothing comes behind its hosts");
  }
  for (;;) {
    const std::size_t comma = rest.find(',');
    url.hosts.push_back(with_port(rest.substr(0, comma)));
    if (comma == std::string_view::npos) return url;
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace csvimport
