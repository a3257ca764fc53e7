#pragma once

// From fields to typed values: the second half of a worker's look at a record.

#include "csv/field_splitter.hpp"
#include "schema/column_type.hpp"
#include "schema/number.hpp"
#include "schema/table_schema.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace csvimport {

// Gives each field of a record its value under the column's type. A sink is
// anything with add_null(), add_integer(std::int64_t), add_real(double) and
// add_text(std::string_view), called once per column in order. Any thread may
// use one.
class RecordTyper {
 public:
  // `nulls` are the unquoted texts, beside the empty one, that stand for NULL.
  RecordTyper(const std::vector<Column>& columns,
              std::vector<std::string> nulls);

  // The first column whose value its type does not take.
  using Misfit = std::optional<std::size_t>;

  // Passes the values of `fields`, one per column, to `sink`, and adds what
  // they are to `evidence`. Stops at a misfit.
  template <class Sink>
  Misfit type(std::span<const Field> fields, std::span<Evidence> evidence,
              Sink& sink) const {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if (!type_field(fields[i], rules_[i], evidence[i], sink)) return i;
    }
    return std::nullopt;
  }

  // Only adds what the values are to `evidence`. A misfit is a value that does
  // not fit a declared type.
  Misfit inspect(std::span<const Field> fields,
                 std::span<Evidence> evidence) const;

  // Whether there can be a value that does not fit a declared type.
  [[nodiscard]] bool has_declared_numbers() const;

 private:
  struct Rule {
    ColumnType type;
    bool declared;
    bool open;
    Evidence accepted;
  };

  [[nodiscard]] bool is_null(const Field& field) const {
    if (field.begin == field.end) return !field.quoted;
    return has_spellings_ && !field.quoted && is_null_spelling(field.text());
  }
  [[nodiscard]] bool is_null_spelling(std::string_view text) const;

  template <class Sink>
  bool type_field(const Field& field, const Rule& rule, Evidence& evidence,
                  Sink& sink) const {
    if (is_null(field)) {
      sink.add_null();
      return true;
    }
    const std::string_view text = field.text();
    if (rule.type == ColumnType::kText) {
      if (rule.open) add_evidence(text, evidence);
      sink.add_text(text);
      return true;
    }
    if (text.empty()) {  // quoted; only a TEXT column has room for it
      sink.add_null();
      return true;
    }
    return rule.type == ColumnType::kInteger
               ? type_integer(text, evidence, sink)
               : type_real(text, rule, evidence, sink);
  }

  template <class Sink>
  static bool type_integer(std::string_view text, Evidence& evidence,
                           Sink& sink) {
    std::int64_t value = 0;
    if (!parse_integer(text, value)) return false;
    evidence.add(is_exact_as_real(value) ? NumberKind::kInteger
                                         : NumberKind::kInexactInteger);
    sink.add_integer(value);
    return true;
  }

  template <class Sink>
  static bool type_real(std::string_view text, const Rule& rule,
                        Evidence& evidence, Sink& sink) {
    const Number number = parse_number(text);
    if (!rule.accepted.has(number.kind)) return false;
    evidence.add(number.kind);
    sink.add_real(number.real);
    return true;
  }

  static void add_evidence(std::string_view text, Evidence& evidence) {
    if (text.empty() || evidence.has(NumberKind::kNone)) return;
    evidence.add(parse_number(text).kind);
  }

  std::vector<Rule> rules_;
  std::vector<std::string> nulls_;
  bool has_spellings_;  // nulls_ is not empty
};

}  // namespace csvimport
