#include "cluster/http_client.hpp"

#include "base/interrupt.hpp"
#include "base/system_error.hpp"

#include <array>
#include <cstdlib>
#include <new>

#undef curl_easy_setopt
#undef curl_easy_getinfo

namespace csvimport {
namespace {

// A node that is there takes no longer to say so.
constexpr long kConnectMs = 3000;

std::size_t append(char* bytes, std::size_t size, std::size_t count,
                   void* body) {
  try {
    static_cast<std::string*>(body)->append(bytes, size * count);
  } catch (const std::bad_alloc&) {
    return 0;  // which ends the request
  }
  return size * count;
}

}  // namespace

HttpClient::HttpClient(const std::string& name, const Login& login)
    : name_(name),
      curl_(curl_library(name)),
      handle_(curl_.easy_init(), curl_.easy_cleanup),
      headers_(nullptr, curl_.slist_free_all) {
  if (handle_ == nullptr) throw std::bad_alloc();
  for (const char* header : {"Content-Type: application/json",
                             "Expect:"}) {  // no question before a request
    curl_slist* const list = curl_.slist_append(headers_.get(), header);
    if (list == nullptr) throw std::bad_alloc();
    static_cast<void>(headers_.release());
    headers_.reset(list);
  }
  CURL* const handle = handle_.get();
  curl_.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_.easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
  curl_.easy_setopt(handle, CURLOPT_USERAGENT, "csvimport");
  curl_.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_.easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_.easy_setopt(handle, CURLOPT_WRITEFUNCTION, &append);
  curl_.easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_.easy_setopt(handle, CURLOPT_XFERINFOFUNCTION,
                    &HttpClient::look_for_signals);
  curl_.easy_setopt(handle, CURLOPT_XFERINFODATA, this);
  curl_.easy_setopt(handle, CURLOPT_NETRC, long{CURL_NETRC_OPTIONAL});
  // As the curl command has it.
  for (const char* variable : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const char* const file = std::getenv(variable);
    if (file == nullptr || *file == '\0') continue;
    curl_.easy_setopt(handle, CURLOPT_CAINFO, file);
    break;
  }
  if (!login.password.empty()) {
    curl_.easy_setopt(handle, CURLOPT_USERNAME, login.user.c_str());
    curl_.easy_setopt(handle, CURLOPT_PASSWORD, login.password.c_str());
  }
}

HttpClient::~HttpClient() = default;

// libcurl calls it about once a second, and whenever bytes come or go.
int HttpClient::look_for_signals(void* client, curl_off_t /*all*/,
                                 curl_off_t /*got*/, curl_off_t /*to_send*/,
                                 curl_off_t /*sent*/) {
  const auto* self = static_cast<const HttpClient*>(client);
  return !self->goes_on_ && is_interrupted() ? 1 : 0;
}

HttpResponse HttpClient::get(const std::string& url, long timeout_ms) {
  curl_.easy_setopt(handle_.get(), CURLOPT_HTTPGET, 1L);
  return perform(url, timeout_ms);
}

HttpResponse HttpClient::post(const std::string& url, const std::string& json,
                              long timeout_ms) {
  curl_.easy_setopt(handle_.get(), CURLOPT_POST, 1L);
  curl_.easy_setopt(handle_.get(), CURLOPT_POSTFIELDS, json.data());
  curl_.easy_setopt(handle_.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                    static_cast<curl_off_t>(json.size()));
  return perform(url, timeout_ms);
}

HttpResponse HttpClient::perform(const std::string& url, long timeout_ms) {
  CURL* const handle = handle_.get();
  HttpResponse answer;
  std::array<char, CURL_ERROR_SIZE> details{};
  curl_.easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_.easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeout_ms);
  curl_.easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
  curl_.easy_setopt(handle, CURLOPT_ERRORBUFFER, details.data());
  const CURLcode code = curl_.easy_perform(handle);
  curl_.easy_setopt(handle, CURLOPT_ERRORBUFFER, nullptr);
  if (!goes_on_) throw_if_interrupted();
  if (code == CURLE_PEER_FAILED_VERIFICATION) {
    throw SystemError(name_, std::string("the server is not trusted (") +
                                 details.data() +
                                 "); CURL_CA_BUNDLE names a file with the "
                                 "certificates that are");
  }
  if (code != CURLE_OK) {
    throw NoAnswer(details[0] != '\0' ? details.data()
                                      : curl_.easy_strerror(code));
  }
  curl_.easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace csvimport
