#pragma once

// HTTP to a server on loopback, by means of its own.

#include <string>

namespace csvimport {

struct HttpRequest {
  int port = 0;
  std::string method = "GET";
  std::string path = "/";  // and "?...", encoded
  std::string content_type = "application/json";
  std::string body;
  std::string user;  // "": no Authorization
  std::string password;
  int timeout_ms = 60'000;  // to connect, and for each step of the answer
};

struct HttpAnswer {
  int status = 0;  // 0: there was no answer
  std::string head;
  std::string body;
};

HttpAnswer answer_of(const HttpRequest& request);

}  // namespace csvimport
