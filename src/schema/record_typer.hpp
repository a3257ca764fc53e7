#pragma once

// From fields to typed values: the second half of a worker's look at a record.

#include "csv/field_splitter.hpp"
#include "schema/affinity.hpp"
#include "schema/column_type.hpp"
#include "schema/number.hpp"
#include "schema/number_marks.hpp"
#include "schema/row_sink.hpp"
#include "schema/short_number.hpp"
#include "schema/table_schema.hpp"
#include "schema/value_conversion.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace csvimport {

// Gives each field of a record its value under the column's type. In a column
// of a table that exists a value that would lose digits is unfit, unless the
// column coerces them. One thread at a time.
class RecordTyper {
 public:
  // `nulls` are the unquoted texts, beside the empty one, that stand for NULL.
  // `judge` is asked for columns of a table that exists.
  RecordTyper(const std::vector<Column>& columns,
              std::vector<std::string> nulls, AffinityJudge judge);

  // The fields of the column come with marks, in a column of a new table; are
  // moments, in one that keeps texts; or words for yes and no, in one that
  // keeps integers. Elsewhere they come converted. Comes before the first
  // record.
  void expect(std::size_t column, const ValueConversion& conversion);
  // Why `text` is no moment or word that the column expects, if that is so.
  [[nodiscard]] std::optional<std::string> problem_of(std::string_view text,
                                                      std::size_t column) const;
  // Those that the numbers of the column come with.
  [[nodiscard]] const NumberMarks& marks(std::size_t column) const {
    return std::get<NumberMarks>(readings_[column].conversion);
  }

  // A value of the column, if it is a number, as SQL writes it, and else as it
  // is; none if it is no number by the column's marks, but one by those of SQL.
  [[nodiscard]] std::optional<std::string> plain_number(
      std::string_view text, std::size_t column) const;

  // The first column whose value its type does not take.
  using UnfitColumn = std::optional<std::size_t>;

  // Passes the values of `fields`, one per column, to `sink`, and adds what
  // they are to `evidence`. Stops at the unfit column.
  template <ValueSink Sink>
  [[gnu::always_inline]] UnfitColumn type(std::span<const Field> fields,
                                          std::span<Evidence> evidence,
                                          Sink& sink) {
    texts_.clear();
    const Field* field = fields.data();
    Evidence* seen = evidence.data();
    for (const Rule& rule : rules_) {
      if (!type_usual_field(*field, rule, *seen, sink) &&
          !type_field(*field, rule, *seen, sink)) {
        return column_of(rule);
      }
      ++field;
      ++seen;
    }
    return std::nullopt;
  }

  // Only adds what the values are to `evidence`. Here a column is unfit if its
  // value does not fit its declared type, or would lose digits.
  UnfitColumn inspect(std::span<const Field> fields,
                      std::span<Evidence> evidence);

  // A value of the record that was inspected last, in a column whose type
  // follows from its values.
  struct Inspected {
    std::size_t column;
    NumberKind kind;
  };
  [[nodiscard]] const std::vector<Inspected>& inspected() const {
    return inspected_;
  }

  // The columns with a numeric affinity that the last record has texts for.
  [[nodiscard]] const std::vector<std::size_t>& texts() const { return texts_; }

  // The number that the column would make of `text`, if it loses digits so and
  // is unfit for that.
  [[nodiscard]] std::optional<StoredValue> lossy_number(
      std::string_view text, std::size_t column) const;

  // Whether the type that the user has set for the column, if any, takes
  // `text`.
  [[nodiscard]] bool is_of_declared_type(std::string_view text,
                                         std::size_t column) const {
    return fits_declared_type(text, rules_[column]);
  }

  // Whether `field` is a NULL that the column does not take.
  [[nodiscard]] bool is_missing(const Field& field, std::size_t column) const {
    const Rule& rule = rules_[column];
    return rule.not_null &&
           (is_null(field) || (field.begin == field.end && !keeps_empty(rule)));
  }

  // Whether `field` stands for NULL in any column.
  [[nodiscard]] bool is_null(const Field& field) const {
    if (field.begin == field.end) return !field.quoted;
    return has_spellings_ && !field.quoted && is_null_spelling(field.text());
  }

  // Whether no column can be unfit, whatever the values.
  [[nodiscard]] bool takes_all_values() const;
  // Whether the type of any column follows from the evidence.
  [[nodiscard]] bool wants_evidence() const;

 private:
  // What the fields of a column are beside plain texts and numbers.
  enum class Expected : std::uint8_t { kPlain, kMarks, kMoments, kWords };

  // The values that most fields of a column have, which are read before all
  // else: they are no NULL, and their kind tells what becomes of them.
  enum class Usual : std::uint8_t { kAny, kShortInteger, kShortFraction };

  // Of a size that an index is quickly multiplied by.
  struct alignas(8) Rule {
    ColumnType type;
    bool declared;
    bool open;
    bool not_null;
    Evidence accepted;
    std::optional<Affinity> affinity;
    TypeRule takes;
    bool coerces;
    Expected expected = Expected::kPlain;
    Usual usual = Usual::kAny;
  };

  // By all else that is known of the column.
  [[nodiscard]] Usual usual_values(const Rule& rule) const;

  // How a column's fields are to be read, and what a text became last.
  struct Reading {
    ValueConversion conversion;
    std::string text = {};
  };

  // To what no text can be, unless it is a moment or a word.
  [[nodiscard]] static bool is_converted(const Rule& rule) {
    return rule.expected == Expected::kMoments ||
           rule.expected == Expected::kWords;
  }
  // Whether a quoted empty field is a value of its own.
  [[nodiscard]] static bool keeps_empty(const Rule& rule) {
    return !is_converted(rule) &&
           (rule.type == ColumnType::kText || rule.affinity);
  }
  [[nodiscard]] bool is_null_spelling(std::string_view text) const;

  // As type_field(), for the values that are usual in the column; false for
  // others.
  template <ValueSink Sink>
  [[gnu::always_inline]] static bool type_usual_field(const Field& field,
                                                      const Rule& rule,
                                                      Evidence& evidence,
                                                      Sink& sink) {
    if (rule.usual == Usual::kShortInteger) {
      std::int64_t value = 0;
      if (!read_short_integer(field.begin, field.text().size(), value)) {
        return false;
      }
      evidence.add(NumberKind::kInteger);
      sink.add_integer(value);
      return true;
    }
    if (rule.usual == Usual::kShortFraction) {
      double value = 0;
      if (!read_short_fraction(field.begin, field.text().size(), value)) {
        return false;
      }
      evidence.add(NumberKind::kReal);
      add_fraction(value, sink);
      return true;
    }
    return false;
  }

  // This and what it calls for each field are inline, or the sink cannot stay
  // in registers.
  template <ValueSink Sink>
  [[gnu::always_inline]] bool type_field(const Field& field, const Rule& rule,
                                         Evidence& evidence, Sink& sink) {
    if (is_null(field)) {
      sink.add_null();
      return !rule.not_null;
    }
    const std::string_view text = field.text();
    if (rule.type == ColumnType::kText) {
      if (rule.open) add_open_evidence(text, rule, evidence);
      if (is_converted(rule)) return type_converted(text, rule, sink);
      sink.add_text(text);
      return true;
    }
    if (is_converted(rule)) return type_converted(text, rule, sink);
    if (text.empty() && !rule.affinity) {
      sink.add_null();  // quoted; only a TEXT column has room for it
      return !rule.not_null;
    }
    if (rule.expected == Expected::kMarks) {
      return type_marked(text, rule, evidence, sink);
    }
    if (rule.type == ColumnType::kInteger) {
      if (type_integer(text, evidence, sink)) return true;
    } else if (!rule.affinity) {
      return type_number(parse_number(text), rule, evidence, sink);
    }
    return rule.affinity && type_by_affinity(text, rule, sink);
  }

  template <ValueSink Sink>
  [[gnu::always_inline]] bool type_marked(std::string_view text,
                                          const Rule& rule, Evidence& evidence,
                                          Sink& sink) {
    double real = 0;
    const bool is_usual =
        rule.type == ColumnType::kReal &&
        parse_marked_decimal(text, marks(column_of(rule)), real);
    if (!is_usual) {
      return type_number(marked_number(text, rule), rule, evidence, sink);
    }
    evidence.add(NumberKind::kReal);
    sink.add_real(real);
    return true;
  }

  template <ValueSink Sink>
  [[gnu::always_inline]] bool type_converted(std::string_view text,
                                             const Rule& rule, Sink& sink) {
    if (text.empty()) {
      sink.add_null();
      return !rule.not_null;
    }
    if (rule.expected == Expected::kWords) {
      const std::optional<bool> value = truth_of(text, rule);
      if (value) sink.add_integer(*value ? 1 : 0);
      return value.has_value();
    }
    const std::string* const iso = iso_moment(text, rule);
    if (iso != nullptr) sink.add_text(*iso);
    return iso != nullptr;
  }

  template <ValueSink Sink>
  [[gnu::always_inline]] static bool type_integer(std::string_view text,
                                                  Evidence& evidence,
                                                  Sink& sink) {
    std::int64_t value = 0;
    if (!parse_integer(text, value)) return false;
    evidence.add(is_exact_as_real(value) ? NumberKind::kInteger
                                         : NumberKind::kInexactInteger);
    sink.add_integer(value);
    return true;
  }

  template <ValueSink Sink>
  [[gnu::always_inline]] static bool type_number(const Number& number,
                                                 const Rule& rule,
                                                 Evidence& evidence,
                                                 Sink& sink) {
    if (!rule.accepted.has(number.kind)) return false;
    evidence.add(number.kind);
    if (rule.type == ColumnType::kInteger) {
      sink.add_integer(number.integer);
    } else {
      sink.add_real(number.real);
    }
    return true;
  }

  // A real that is no integer, which a sink may have a shorter way for.
  template <ValueSink Sink>
  [[gnu::always_inline]] static void add_fraction(double value, Sink& sink) {
    if constexpr (requires { sink.add_fraction(value); }) {
      sink.add_fraction(value);
    } else {
      sink.add_real(value);
    }
  }

  template <ValueSink Sink>
  [[gnu::always_inline]] bool type_by_affinity(std::string_view text,
                                               const Rule& rule, Sink& sink) {
    const std::optional<StoredValue> value = value_under(text, rule);
    if (value) add_stored(*value, text, sink);
    return value.has_value();
  }

  // What a column of a table that exists keeps of the text, if it takes it.
  // Notes a text where numbers belong.
  std::optional<StoredValue> value_under(std::string_view text,
                                         const Rule& rule);

  static bool loses_digits(std::string_view text, const StoredValue& value,
                           const Rule& rule);

  template <ValueSink Sink>
  [[gnu::always_inline]] static void add_stored(const StoredValue& value,
                                                std::string_view text,
                                                Sink& sink) {
    switch (value.kind) {
      case StoredValue::Kind::kInteger:
        sink.add_integer(value.integer);
        break;
      case StoredValue::Kind::kReal:
        sink.add_real(value.real);
        break;
      case StoredValue::Kind::kText:
        sink.add_text(text);
        break;
    }
  }

  static bool fits_declared_type(std::string_view text, const Rule& rule) {
    return !rule.declared || rule.accepted.has(parse_number(text).kind);
  }

  // Of a column that is open, and keeps the text as it is.
  void add_open_evidence(std::string_view text, const Rule& rule,
                         Evidence& evidence) {
    if (text.empty() || evidence.has(NumberKind::kNone)) return;
    evidence.add(kind_of(text, rule));
  }
  [[nodiscard]] std::size_t column_of(const Rule& rule) const {
    return static_cast<std::size_t>(&rule - rules_.data());
  }
  // What a text of a column that expects moments becomes, until the next; null
  // if it is none.
  const std::string* iso_moment(std::string_view text, const Rule& rule);
  [[nodiscard]] std::optional<bool> truth_of(std::string_view text,
                                             const Rule& rule) const;
  // Of a column whose numbers come with marks.
  Number marked_number(std::string_view text, const Rule& rule);
  NumberKind kind_of(std::string_view text, const Rule& rule);

  std::vector<Rule> rules_;
  std::vector<std::string> nulls_;
  bool has_spellings_;  // nulls_ is not empty
  AffinityJudge judge_;
  std::vector<Reading> readings_;  // one per column
  std::vector<std::size_t> texts_;
  std::vector<Inspected> inspected_;
};

}  // namespace csvimport
