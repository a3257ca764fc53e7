#include "schema/column_type.hpp"

#include <initializer_list>

namespace csvimport {
namespace {

constexpr Evidence evidence_of(std::initializer_list<NumberKind> kinds) {
  Evidence evidence;
  for (const NumberKind kind : kinds) evidence.add(kind);
  return evidence;
}

constexpr Evidence kIntegers =
    evidence_of({NumberKind::kInteger, NumberKind::kInexactInteger});
constexpr Evidence kReals =
    evidence_of({NumberKind::kInteger, NumberKind::kReal});
constexpr Evidence kDeclaredReals = evidence_of(
    {NumberKind::kInteger, NumberKind::kReal, NumberKind::kBareExponent});
constexpr Evidence kAll = evidence_of(
    {NumberKind::kNone, NumberKind::kInteger, NumberKind::kInexactInteger,
     NumberKind::kReal, NumberKind::kBareExponent});

}  // namespace

std::string_view name_of(ColumnType type) {
  switch (type) {
    case ColumnType::kInteger:
      return "INTEGER";
    case ColumnType::kReal:
      return "REAL";
    case ColumnType::kText:
      break;
  }
  return "TEXT";
}

ColumnType Evidence::type() const {
  if (empty()) return ColumnType::kText;
  if (within(kIntegers)) return ColumnType::kInteger;
  if (within(kReals)) return ColumnType::kReal;
  return ColumnType::kText;
}

Evidence accepted_by(ColumnType type, bool declared) {
  switch (type) {
    case ColumnType::kInteger:
      return kIntegers;
    case ColumnType::kReal:
      return declared ? kDeclaredReals : kReals;
    case ColumnType::kText:
      break;
  }
  return kAll;
}

}  // namespace csvimport
