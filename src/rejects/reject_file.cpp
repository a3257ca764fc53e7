#include "rejects/reject_file.hpp"

#include "csv/field_text.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace csvimport {
namespace {

void append_number(std::string& line, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  line.append(digits.data(), end);
}

}  // namespace

RejectFile::RejectFile(const std::string& path, bool names_input)
    : records_(path), reasons_(path + ".reasons"), names_input_(names_input) {}

void RejectFile::begin(std::string_view header, const std::string& encoding) {
  records_.clear();
  encoder_.reset();
  if (!encoding.empty()) {
    encoder_.emplace(encoding);
    records_.append(encoder_->mark());
  }
  append_record(header);
  reasons_.clear();
  reasons_.append(names_input_ ? "file,line,record,column,reason\n"
                               : "line,record,column,reason\n");
}

void RejectFile::add(const BadRecords::Entry& entry, const InputNames& names) {
  append_record(entry.bytes);
  line_.clear();
  if (names_input_) {
    append_field(line_, names.input);
    line_ += ',';
  }
  append_number(line_, entry.line);
  line_ += ',';
  append_number(line_, entry.record);
  line_ += ',';
  if (entry.field) {
    if (*entry.field < names.fields.size()) {
      append_field(line_, names.fields[*entry.field]);
    } else {
      append_number(line_, *entry.field + 1);
    }
  }
  line_ += ',';
  append_field(line_, entry.reason);
  line_ += '\n';
  reasons_.append(line_);
}

void RejectFile::append_record(std::string_view bytes) {
  if (encoder_) {
    records_.append(encoder_->encode(bytes));
  } else {
    records_.append(bytes);
  }
}

void RejectFile::commit(bool sync) {
  records_.commit(sync);
  reasons_.commit(sync);
}

}  // namespace csvimport
