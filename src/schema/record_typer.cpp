#include "schema/record_typer.hpp"

#include "schema/kept_digits.hpp"

namespace csvimport {
namespace {

// How a value of the column is looked at first; by affinity, where it has one,
// if that does not help.
ColumnType first_look(const Column& column) {
  if (!column.existing) return column.type;
  if (column.declared && column.type != ColumnType::kText) {
    return ColumnType::kReal;
  }
  switch (column.existing->affinity) {
    case Affinity::kBlob:
    case Affinity::kText:
      return ColumnType::kText;
    case Affinity::kReal:
      return ColumnType::kReal;
    case Affinity::kNumeric:
    case Affinity::kInteger:
      break;
  }
  return ColumnType::kInteger;
}

std::optional<Affinity> affinity_in_table(const Column& column) {
  if (!column.existing) return std::nullopt;
  return column.existing->affinity;
}

}  // namespace

RecordTyper::RecordTyper(const std::vector<Column>& columns,
                         std::vector<std::string> nulls, AffinityJudge judge)
    : nulls_(std::move(nulls)),
      has_spellings_(!nulls_.empty()),
      judge_(std::move(judge)),
      readings_(columns.size()) {
  rules_.reserve(columns.size());
  for (const Column& column : columns) {
    rules_.push_back(
        {first_look(column), column.declared, column.open, column.not_null,
         accepted_by(column.type, column.declared), affinity_in_table(column),
         column.existing ? column.existing->takes : TypeRule::kAny,
         column.existing && column.existing->coerces});
    rules_.back().usual = usual_values(rules_.back());
  }
}

RecordTyper::Usual RecordTyper::usual_values(const Rule& rule) const {
  const bool a_number_is_null =
      std::any_of(nulls_.begin(), nulls_.end(), [](const std::string& text) {
        return parse_number(text).kind != NumberKind::kNone;
      });
  if (a_number_is_null || rule.expected != Expected::kPlain) return Usual::kAny;
  if (rule.type == ColumnType::kInteger) return Usual::kShortInteger;
  const bool is_as_read = rule.type == ColumnType::kReal && !rule.affinity;
  return is_as_read ? Usual::kShortFraction : Usual::kAny;
}

RecordTyper::UnfitColumn RecordTyper::inspect(std::span<const Field> fields,
                                              std::span<Evidence> evidence) {
  texts_.clear();
  inspected_.clear();
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Field& field = fields[i];
    const Rule& rule = rules_[i];
    if (is_missing(field, i)) return i;
    if (rule.type == ColumnType::kText && !rule.open && !is_converted(rule)) {
      continue;
    }
    const bool is_empty = field.begin == field.end;
    if (is_null(field) || (is_empty && !(rule.affinity && keeps_empty(rule)))) {
      continue;
    }
    if (is_converted(rule)) {
      if (problem_of(field.text(), i)) return i;
      continue;
    }
    if (rule.affinity) {
      if (!value_under(field.text(), rule)) return i;
      continue;
    }
    const NumberKind kind = kind_of(field.text(), rule);
    if (rule.declared) {
      if (!rule.accepted.has(kind)) return i;
      continue;
    }
    evidence[i].add(kind);
    inspected_.push_back({i, kind});
  }
  return std::nullopt;
}

void RecordTyper::expect(std::size_t column,
                         const ValueConversion& conversion) {
  rules_[column].expected =
      std::holds_alternative<NumberMarks>(conversion)  ? Expected::kMarks
      : std::holds_alternative<DateFormat>(conversion) ? Expected::kMoments
                                                       : Expected::kWords;
  rules_[column].usual = usual_values(rules_[column]);
  readings_[column].conversion = conversion;
}

std::optional<std::string> RecordTyper::problem_of(std::string_view text,
                                                   std::size_t column) const {
  if (!is_converted(rules_[column])) return std::nullopt;
  const ValueConversion& conversion = readings_[column].conversion;
  if (const auto* const words = std::get_if<BooleanWords>(&conversion)) {
    if (read_boolean(text, *words)) return std::nullopt;
    return boolean_problem(text, *words);
  }
  const auto& format = std::get<DateFormat>(conversion);
  std::string iso;
  if (format.read(text, iso)) return std::nullopt;
  return format.problem_of(text);
}

const std::string* RecordTyper::iso_moment(std::string_view text,
                                           const Rule& rule) {
  Reading& reading = readings_[column_of(rule)];
  const auto& format = std::get<DateFormat>(reading.conversion);
  return format.read(text, reading.text) ? &reading.text : nullptr;
}

std::optional<bool> RecordTyper::truth_of(std::string_view text,
                                          const Rule& rule) const {
  const ValueConversion& conversion = readings_[column_of(rule)].conversion;
  return read_boolean(text, std::get<BooleanWords>(conversion));
}

Number RecordTyper::marked_number(std::string_view text, const Rule& rule) {
  std::string& plain = readings_[column_of(rule)].text;
  switch (read_marked(text, marks(column_of(rule)), plain)) {
    case MarkedText::kNumber:
      return parse_number(plain);
    case MarkedText::kAsItIs:
      return parse_number(text);
    case MarkedText::kMisplaced:
      break;
  }
  return {};
}

NumberKind RecordTyper::kind_of(std::string_view text, const Rule& rule) {
  if (rule.expected != Expected::kMarks) return parse_number(text).kind;
  double real = 0;
  if (parse_marked_decimal(text, marks(column_of(rule)), real)) {
    return NumberKind::kReal;
  }
  return marked_number(text, rule).kind;
}

std::optional<std::string> RecordTyper::plain_number(std::string_view text,
                                                     std::size_t column) const {
  if (rules_[column].expected != Expected::kMarks) return std::string(text);
  std::string plain;
  switch (read_marked(text, marks(column), plain)) {
    case MarkedText::kNumber:
      return plain;
    case MarkedText::kAsItIs:
      return std::string(text);
    case MarkedText::kMisplaced:
      break;
  }
  return std::nullopt;
}

std::optional<StoredValue> RecordTyper::value_under(std::string_view text,
                                                    const Rule& rule) {
  if (!fits_declared_type(text, rule)) return std::nullopt;
  std::optional<StoredValue> value = stored_value(text, *rule.affinity);
  if (!value) {
    value = judge_(text, *rule.affinity);
    if (loses_digits(text, *value, rule)) return std::nullopt;
  }
  if (!is_numeric(*rule.affinity)) return value;
  if (!takes(rule.takes, *rule.affinity, value->kind)) return std::nullopt;
  if (value->kind == StoredValue::Kind::kText) {
    texts_.push_back(column_of(rule));
  }
  return value;
}

bool RecordTyper::loses_digits(std::string_view text, const StoredValue& value,
                               const Rule& rule) {
  return !rule.coerces && value.kind != StoredValue::Kind::kText &&
         !keeps_digits(text, value);
}

std::optional<StoredValue> RecordTyper::lossy_number(std::string_view text,
                                                     std::size_t column) const {
  const Rule& rule = rules_[column];
  if (!rule.affinity || !is_numeric(*rule.affinity) ||
      !fits_declared_type(text, rule)) {
    return std::nullopt;
  }
  const StoredValue value = judge_(text, *rule.affinity);
  if (!loses_digits(text, value, rule)) return std::nullopt;
  return value;
}

bool RecordTyper::takes_all_values() const {
  return std::none_of(rules_.begin(), rules_.end(), [](const Rule& rule) {
    const bool may_lose_digits =
        rule.affinity && is_numeric(*rule.affinity) && !rule.coerces;
    return rule.not_null || is_converted(rule) || may_lose_digits ||
           rule.takes != TypeRule::kAny ||
           (rule.declared && rule.type != ColumnType::kText);
  });
}

bool RecordTyper::wants_evidence() const {
  return std::any_of(rules_.begin(), rules_.end(), [](const Rule& rule) {
    return !rule.affinity && !rule.declared &&
           (rule.open || rule.type != ColumnType::kText);
  });
}

bool RecordTyper::is_null_spelling(std::string_view text) const {
  return std::find(nulls_.begin(), nulls_.end(), text) != nulls_.end();
}

}  // namespace csvimport
