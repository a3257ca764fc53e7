#pragma once

// libcurl, loaded when a cluster is the target.

#include <curl/curl.h>

#include <string>

namespace csvimport {

// Its functions that are of use here, as <curl/curl.h> declares them.
struct CurlLibrary {
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
};

// Loads it when called for the first time: who imports into a file does without
// it and the libraries behind it. Throws SystemError, which names the target
// `name`, where the system has none. Any thread may call it.
const CurlLibrary& curl_library(const std::string& name);

}  // namespace csvimport
