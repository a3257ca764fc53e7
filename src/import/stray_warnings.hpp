#pragma once

// What to say of columns that few texts make TEXT, and of texts in columns for
// numbers.

#include "load/column_strays.hpp"
#include "load/column_texts.hpp"
#include "schema/number_marks.hpp"
#include "schema/table_schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Of the columns of a table that became TEXT by likely slips, as `strays` has
// them, the texts, each with what to say of it and to do about it; empty where
// there are none. `given` are the marks that numbers are read by, `where` is
// the condition that rows are judged by.
TableTexts likely_slips(const std::vector<Column>& columns,
                        const TableStrays& strays, const NumberMarks& given,
                        const std::optional<std::string>& where);

// Adds to what came into columns of a table that exists, and was declared for
// dates, truth values or integers, which option would make these of it.
void advise_on_texts(const std::vector<Column>& columns, TableTexts& texts);

}  // namespace csvimport
