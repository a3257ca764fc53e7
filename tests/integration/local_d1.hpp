#pragma once

// Cloudflare's D1 as wrangler keeps it on this machine, for tests.

#include "temp_folder.hpp"

#include <filesystem>
#include <string>

namespace csvimport {

class LocalD1 {
 public:
  // Whether wrangler is installed.
  static bool is_installed();

  LocalD1();

  // Has wrangler execute a file of this text, which takes seconds. Throws with
  // what it says if that fails; then nothing of it is done.
  void load(const std::string& text) const;
  // The database's file, which is there after the first load().
  [[nodiscard]] std::filesystem::path database() const;

 private:
  TempFolder folder_;
};

}  // namespace csvimport
