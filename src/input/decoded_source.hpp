#pragma once

// Any input as UTF-8 text: decompressed, then converted.

#include <libfccp/csv.h>

#include <memory>
#include <string>

namespace csvimport {

struct DecodedSource {
  std::unique_ptr<io::ByteSourceBase> source;
  std::string encoding;  // found or set; "" for UTF-8
  std::string doubt;     // whether the one set is right, for a warning; or ""
};

// The text that `raw` holds. Compression is told by content, and so is UTF-16
// or UTF-32 by its byte-order mark unless `encoding`, a known one, says what it
// is; "" leaves it open. A mark comes out in UTF-8. Reads the start already.
// This and the source throw what `raw` throws; SystemError, naming the input
// `name`, for damaged compressed data; ImportError for data compressed twice, a
// zip file that does not hold one file, or another encoding's mark.
DecodedSource decoded(std::unique_ptr<io::ByteSourceBase> raw,
                      const std::string& name, const std::string& encoding);

}  // namespace csvimport
