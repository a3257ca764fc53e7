#pragma once

// Any input as UTF-8 text: decompressed, then converted.

#include "input/content_hash.hpp"
#include "input/peeked_source.hpp"

#include <libfccp/csv.h>

#include <memory>
#include <optional>
#include <string>

namespace csvimport {

struct DecodedSource {
  std::unique_ptr<io::ByteSourceBase> source;
  std::string encoding;  // found or set; "" for UTF-8
  std::string doubt;     // whether the one set is right, for a warning; or ""
};

// What `raw` holds, decompressed: that is told by content. Throws as decoded().
std::unique_ptr<PeekedSource> decompressed(
    std::unique_ptr<io::ByteSourceBase> raw, const std::string& name);

// The text that `raw` holds. Compression is told by content, and so is UTF-16
// or UTF-32 by its byte-order mark unless `encoding`, a known one, says what it
// is; "" leaves it open. A mark comes out in UTF-8. Reads the start already.
// This and the source throw what `raw` throws; SystemError, naming the input
// `name`, for damaged compressed data; ImportError for data compressed twice, a
// zip file that does not hold one file, or another encoding's mark. Lets
// `content`, borrowed by the source, be what is read, at its end; null: nobody
// wants to know.
DecodedSource decoded(std::unique_ptr<io::ByteSourceBase> raw,
                      const std::string& name, const std::string& encoding,
                      std::optional<Content>* content = nullptr);

}  // namespace csvimport
