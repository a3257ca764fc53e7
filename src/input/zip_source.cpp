#include "input/zip_source.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "input/unpacking_command.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// The record that ends a zip file, before a comment of up to 65,535 bytes.
constexpr std::string_view kEndMagic = "PK\x05\x06";
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEntriesAt = 10;
constexpr std::size_t kCommentLengthAt = 20;
constexpr std::size_t kLongestEnd = kEndBytes + 0xFFFF;
constexpr std::uint64_t kManyEntries = 0xFFFF;  // their number is elsewhere
constexpr std::size_t kShownFiles = 3;          // by taste

std::uint64_t two_bytes(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]) +
         256U * static_cast<unsigned char>(text[at + 1]);
}

bool counts_as_file(const ArchiveEntry& entry) {
  return !entry.is_folder && !entry.path.starts_with("__MACOSX/") &&
         entry.path.substr(entry.path.rfind('/') + 1) != ".DS_Store";
}

// Documents are zip files, told by one of the files in them.
struct DocumentPart {
  std::string_view path;
  std::string_view document;
};
constexpr std::array kDocumentParts = {
    DocumentPart{"xl/workbook.xml", "an Excel workbook"},
    DocumentPart{"xl/workbook.bin", "an Excel workbook"},
    DocumentPart{"word/document.xml", "a Word document"},
    DocumentPart{"META-INF/manifest.xml", "an OpenDocument file"}};

std::string_view document_with(std::string_view path) {
  const auto part = std::find_if(
      kDocumentParts.begin(), kDocumentParts.end(),
      [&](const DocumentPart& known) { return known.path == path; });
  return part == kDocumentParts.end() ? "" : part->document;
}

// As with: unzip -p two.zip a.csv | csvimport --table a - DATABASE
std::string unzip_command(const std::string& archive, const std::string& path) {
  std::string pattern;
  for (const char byte : path)
    pattern += byte == '[' ? "[[]" : std::string(1, byte);
  return unpacking_command("unzip -p", archive, pattern, path);
}

}  // namespace

class ZipSource::Tail : public io::ByteSourceBase {
 public:
  explicit Tail(std::unique_ptr<io::ByteSourceBase> source)
      : source_(std::move(source)) {}

  int read(char* buffer, int size) override {
    const int count = source_->read(buffer, size);
    tail_.append(buffer, static_cast<std::size_t>(count));
    if (tail_.size() > kLongestEnd) {
      tail_.erase(0, tail_.size() - kLongestEnd);
    }
    return count;
  }

  [[nodiscard]] std::string_view bytes() const { return tail_; }

 private:
  std::unique_ptr<io::ByteSourceBase> source_;
  std::string tail_;
};

ZipSource::ZipSource(std::unique_ptr<io::ByteSourceBase> source,
                     std::string name)
    : ZipSource(std::make_unique<Tail>(std::move(source)), std::move(name)) {}

ZipSource::ZipSource(std::unique_ptr<Tail> source, std::string name)
    : name_(name),
      tail_(*source),
      reader_(std::move(source), std::move(name), Compression::kZip) {
  const std::optional<ArchiveEntry> file = next_file();
  if (!file) {
    finish();
  } else if (file->is_encrypted) {
    throw ImportError(
        {name_}, quoted_for_message(first_files_.front()) +
                     " in it is encrypted; unpack it first, such as with: " +
                     unzip_command(name_, first_files_.front()));
  }
}

std::optional<ArchiveEntry> ZipSource::next_file() {
  while (std::optional<ArchiveEntry> entry = reader_.next_entry()) {
    ++entries_;
    if (!counts_as_file(*entry)) continue;
    ++files_;
    if (document_.empty()) document_ = document_with(entry->path);
    if (first_files_.size() < kShownFiles) first_files_.push_back(entry->path);
    return entry;
  }
  return std::nullopt;
}

int ZipSource::read(char* buffer, int size) {
  if (at_end_ || size <= 0) return 0;
  const int count = reader_.read_data(buffer, size);
  if (count == 0) {
    while (next_file()) continue;
    finish();
  }
  return count;
}

void ZipSource::finish() {
  check_directory();
  check_count();
  at_end_ = true;
}

// libarchive, which cannot seek here, looks for the next entry wherever it may
// be, and so would miss one whose header is damaged.
void ZipSource::check_directory() {
  reader_.drain();
  const std::string_view tail = tail_.bytes();
  const std::size_t at = tail.rfind(kEndMagic);
  if (at == std::string_view::npos || tail.size() - at < kEndBytes) {
    reader_.fail(kEndsTooEarly);
  }
  const std::string_view end = tail.substr(at);
  const std::size_t whole = kEndBytes + two_bytes(end, kCommentLengthAt);
  if (end.size() < whole) reader_.fail(kEndsTooEarly);
  if (end.size() > whole) reader_.fail(kMoreFollows);
  const std::uint64_t entries = two_bytes(end, kEntriesAt);
  if (entries != entries_ && entries != kManyEntries) {
    reader_.fail(damaged("its directory names " + std::to_string(entries) +
                         " entries, but " + std::to_string(entries_) +
                         " were found"));
  }
}

void ZipSource::check_count() const {
  if (!document_.empty()) {
    throw ImportError({name_}, "is " + std::string(document_) +
                                   ", and no CSV; save it as CSV first");
  }
  if (files_ == 1) return;
  if (files_ == 0) throw ImportError({name_}, "holds no file");
  std::string names = quoted_for_message(first_files_);
  if (files_ > kShownFiles) names += ", ...";
  throw ImportError({name_}, "holds " + std::to_string(files_) + " files (" +
                                 names +
                                 "); unpack the one to import, such as with: " +
                                 unzip_command(name_, first_files_.front()));
}

}  // namespace csvimport
