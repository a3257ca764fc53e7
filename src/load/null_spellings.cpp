#include "load/null_spellings.hpp"

#include <algorithm>
#include <iterator>

namespace csvimport {
namespace {

bool is_escaped(const std::string& spelling, const Dialect& dialect) {
  return dialect.escape && spelling.find(*dialect.escape) != spelling.npos;
}

}  // namespace

Dialect with_escaped_nulls(const LoadPlan& plan) {
  Dialect dialect = plan.dialect;
  std::copy_if(
      plan.nulls.begin(), plan.nulls.end(),
      std::back_inserter(dialect.escaped_nulls),
      [&](const std::string& one) { return is_escaped(one, plan.dialect); });
  if (dialect.c_escapes) {
    dialect.escaped_nulls.push_back(std::string(1, *dialect.escape) + 'N');
  }
  dialect.nulls_may_be_quoted = plan.nulls_may_be_quoted;
  return dialect;
}

std::vector<std::string> plain_nulls(const LoadPlan& plan) {
  std::vector<std::string> plain;
  std::remove_copy_if(
      plan.nulls.begin(), plan.nulls.end(), std::back_inserter(plain),
      [&](const std::string& one) { return is_escaped(one, plan.dialect); });
  return plain;
}

}  // namespace csvimport
