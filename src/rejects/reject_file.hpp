#pragma once

// The files of --rejects.

#include "base/replacement_file.hpp"
#include "input/text_encoder.hpp"
#include "rejects/bad_records.hpp"
#include "rejects/defect_message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// Keeps bad records as they stand in the input, behind its header, so that they
// can be mended and imported; and in a second file, a CSV, why they are bad.
// Both take their names at commit(). One thread at a time. Throws SystemError.
class RejectFile {
 public:
  // Makes `path` and `path`.reasons. `names_input` puts the input's name before
  // each reason, where there are several.
  RejectFile(const std::string& path, bool names_input);

  // Drops what was added, and begins with `header`. This and the records are
  // converted back to `encoding`, with its byte-order mark; "" for UTF-8.
  void begin(std::string_view header, const std::string& encoding);
  void add(const BadRecords::Entry& entry, const InputNames& names);
  void commit(bool sync);

 private:
  void append_record(std::string_view bytes);

  ReplacementFile records_;
  ReplacementFile reasons_;
  bool names_input_;
  std::optional<TextEncoder> encoder_;
  std::string line_;  // under way, of reasons_
};

}  // namespace csvimport
