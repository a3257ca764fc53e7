#include "input/decoded_source.hpp"

#include "base/import_error.hpp"
#include "input/archive_source.hpp"
#include "input/compression.hpp"
#include "input/encoding.hpp"
#include "input/encoding_doubt.hpp"
#include "input/encoding_source.hpp"
#include "input/gzip_source.hpp"
#include "input/lz4_source.hpp"
#include "input/zip_source.hpp"

#include <optional>
#include <string_view>

namespace csvimport {
namespace {

std::unique_ptr<io::ByteSourceBase> decompressor(
    Compression format, std::unique_ptr<io::ByteSourceBase> source,
    const std::string& name) {
  switch (format) {
    case Compression::kGzip:
      return std::make_unique<GzipSource>(std::move(source), name);
    case Compression::kLz4:
      return std::make_unique<Lz4Source>(std::move(source), name);
    case Compression::kZip:
      return std::make_unique<ZipSource>(std::move(source), name);
    case Compression::kBzip2:
    case Compression::kXz:
    case Compression::kZstd:
      break;
  }
  return std::make_unique<ArchiveSource>(std::move(source), name, format);
}

std::optional<Compression> compression_ahead(PeekedSource& source) {
  return compression_of(source.peek(kCompressionPeekBytes));
}

void check_mark(std::string_view start, const std::string& name,
                const std::string& encoding) {
  const std::string marked = contrary_mark(start, encoding);
  if (marked.empty()) return;
  throw ImportError({name}, "begins with the byte-order mark of " + marked +
                                ", and is no " + encoding +
                                "; leave --encoding out");
}

}  // namespace

std::unique_ptr<PeekedSource> decompressed(
    std::unique_ptr<io::ByteSourceBase> raw, const std::string& name) {
  auto source = std::make_unique<PeekedSource>(std::move(raw));
  const std::optional<Compression> outer = compression_ahead(*source);
  if (!outer) return source;
  source = std::make_unique<PeekedSource>(
      decompressor(*outer, std::move(source), name));
  if (const std::optional<Compression> inner = compression_ahead(*source)) {
    throw ImportError({name}, "is compressed twice, as " +
                                  std::string(name_of(*inner)) + " within " +
                                  std::string(name_of(*outer)) +
                                  "; decompress it once first");
  }
  return source;
}

DecodedSource decoded(std::unique_ptr<io::ByteSourceBase> raw,
                      const std::string& name, const std::string& encoding,
                      std::optional<Content>* content) {
  auto source = decompressed(std::move(raw), name);
  if (content != nullptr) {
    source = std::make_unique<PeekedSource>(
        std::make_unique<HashingSource>(std::move(source), *content));
  }
  const std::string_view start = source->peek(kMarkPeekBytes);
  std::string used = encoding.empty() ? encoding_of_mark(start)
                                      : with_byte_order(encoding, start);
  if (!encoding.empty()) check_mark(start, name, used);
  if (used.empty() || is_utf8_name(used)) return {std::move(source), "", ""};
  std::string doubt;
  if (!encoding.empty()) {
    const std::string_view sample = source->peek(kDoubtPeekBytes);
    const std::string problem = contrary_order(sample, used);
    if (!problem.empty()) throw ImportError({name}, problem);
    doubt = encoding_doubt(sample, used);
  }
  auto converted = std::make_unique<EncodingSource>(std::move(source), used);
  return {std::move(converted), std::move(used), std::move(doubt)};
}

}  // namespace csvimport
