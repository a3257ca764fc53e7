#pragma once

// What a CSV text means, found one byte after the other: slow, and plain enough
// to be believed.

#include "csv/dialect.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct ReferenceField {
  std::string text;
  bool quoted = false;

  bool operator==(const ReferenceField&) const = default;
};

struct ReferenceRecord {
  std::size_t end = 0;    // behind its line end
  std::size_t lines = 0;  // that it takes up
  bool is_comment = false;
  bool is_blank = false;
  std::vector<ReferenceField> fields;
  std::optional<std::size_t> text_after_quote;

  bool operator==(const ReferenceRecord&) const = default;
  friend std::ostream& operator<<(std::ostream& out,
                                  const ReferenceRecord& record) {
    out << "to " << record.end << " in " << record.lines << " lines"
        << (record.is_comment ? ", comment" : "")
        << (record.is_blank ? ", blank" : "");
    for (const ReferenceField& field : record.fields) {
      out << (field.quoted ? " quoted " : " ")
          << testing::PrintToString(field.text);
    }
    if (record.text_after_quote) {
      out << ", text after quote " << *record.text_after_quote;
    }
    return out;
  }
};

class ReferenceSplit {
 public:
  ReferenceSplit(const Dialect& dialect, std::string_view text)
      : dialect_(dialect), text_(text) {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      ReferenceRecord record;
      if (!(take_comment(record) || take_fields(record))) break;
      record.end = at_;
      record.lines = static_cast<std::size_t>(
          std::count(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                     text_.begin() + static_cast<std::ptrdiff_t>(at_),
                     dialect_.line_end_byte()));
      records.push_back(std::move(record));
    }
  }

  std::vector<ReferenceRecord> records;
  // Where the text ends in quotes: where they opened.
  std::optional<std::size_t> open_quote;

 private:
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] bool sees(std::string_view word) const {
    return text_.substr(at_).starts_with(word);
  }
  [[nodiscard]] bool sees(const std::optional<char>& byte) const {
    return byte && !at_end() && text_[at_] == *byte;
  }
  [[nodiscard]] bool sees_blank() const {
    return dialect_.trim && (sees(' ') || sees('\t')) &&
           !sees(dialect_.delimiter);
  }
  // The length of the line end here.
  [[nodiscard]] std::size_t line_end_size() const {
    if (sees(dialect_.line_end_byte())) return 1;
    return dialect_.line_end == LineEnd::kLf && sees("\r\n") ? 2 : 0;
  }

  bool take_comment(ReferenceRecord& record) {
    const std::size_t begin = at_;
    while (sees_blank()) ++at_;
    record.is_comment = sees(dialect_.comment);
    at_ = begin;
    if (!record.is_comment) return false;
    while (!at_end() && !sees(dialect_.line_end_byte())) ++at_;
    if (at_end()) return false;
    ++at_;
    return true;
  }

  // Takes an escape and what it makes literal; returns that.
  std::string_view take_escaped() {
    ++at_;
    std::size_t size = 1;
    if (sees(dialect_.delimiter)) size = dialect_.delimiter.size();
    if (line_end_size() == 2) size = 2;
    const std::string_view literal = text_.substr(at_, size);
    at_ += literal.size();
    return literal;
  }

  bool take_quoted(ReferenceField& field) {
    const std::size_t begin = at_;
    field.quoted = true;
    ++at_;
    while (!at_end()) {
      if (sees(dialect_.escape)) {
        field.text += take_escaped();
      } else if (sees(std::string(2, *dialect_.quote))) {
        field.text += *dialect_.quote;
        at_ += 2;
      } else if (sees(dialect_.quote)) {
        ++at_;
        return true;
      } else {
        field.text += text_[at_++];
      }
    }
    open_quote = begin;
    return false;
  }

  struct Unquoted {
    std::string text;
    std::string_view raw;
  };
  Unquoted take_unquoted() {
    Unquoted all;
    Unquoted trimmed;
    const std::size_t begin = at_;
    while (!at_end() && !sees(dialect_.delimiter) && line_end_size() == 0) {
      const bool is_blank = sees_blank();
      if (sees(dialect_.escape)) {
        all.text += take_escaped();
      } else {
        all.text += text_[at_++];
      }
      all.raw = text_.substr(begin, at_ - begin);
      if (!is_blank) trimmed = all;
    }
    return trimmed;
  }

  bool take_fields(ReferenceRecord& record) {
    record.is_blank = true;
    for (;;) {
      while (sees_blank()) ++at_;
      ReferenceField field;
      if (sees(dialect_.quote) && !take_quoted(field)) return false;
      const Unquoted unquoted = take_unquoted();
      if (field.quoted && !unquoted.raw.empty() && !record.text_after_quote) {
        record.text_after_quote = record.fields.size();
      }
      const bool is_null =
          std::find(dialect_.escaped_nulls.begin(),
                    dialect_.escaped_nulls.end(),
                    unquoted.raw) != dialect_.escaped_nulls.end();
      if (!field.quoted && !is_null) field.text = unquoted.text;
      if (field.quoted || !unquoted.raw.empty()) record.is_blank = false;
      record.fields.push_back(field);
      if (at_end()) return false;
      if (line_end_size() > 0) break;
      record.is_blank = false;
      at_ += dialect_.delimiter.size();
    }
    at_ += line_end_size();
    return true;
  }

  const Dialect& dialect_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace csvimport
