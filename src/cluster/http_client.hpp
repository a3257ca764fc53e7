#pragma once

// Requests by HTTP, one after the other.

#include "cluster/curl_library.hpp"

#include <memory>
#include <stdexcept>
#include <string>

namespace csvimport {

struct HttpResponse {
  long status = 0;  // of HTTP: 200, 401, ...
  std::string body;
};

// A request that has got no answer; what() says why. Whether the server has
// taken it is not known.
class NoAnswer : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The user that requests name; without one, ~/.netrc may have a name and a
// password for the host.
struct Login {
  std::string user;
  std::string password;  // "": as ~/.netrc has it for the user in the URL
};

// A client that keeps its connections for further requests. One thread. Throws
// NoAnswer, Interrupted unless it is told otherwise, and SystemError where
// there is no libcurl, or TLS shows another server than was asked for.
class HttpClient {
 public:
  // Messages call the target `name`.
  HttpClient(const std::string& name, const Login& login);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  // Signals end no request from now on.
  void go_on_at_signals() { goes_on_ = true; }
  [[nodiscard]] bool goes_on_at_signals() const { return goes_on_; }

  // Both wait so many milliseconds at most. `json` is borrowed meanwhile.
  HttpResponse get(const std::string& url, long timeout_ms);
  HttpResponse post(const std::string& url, const std::string& json,
                    long timeout_ms);

 private:
  HttpResponse perform(const std::string& url, long timeout_ms);
  static int look_for_signals(void* client, curl_off_t, curl_off_t, curl_off_t,
                              curl_off_t);

  const std::string name_;
  const CurlLibrary& curl_;
  std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)> handle_;
  std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)> headers_;
  bool goes_on_ = false;
};

}  // namespace csvimport
