#pragma once

// What a worker notes of a record's values beside their types.

#include "csv/field_splitter.hpp"
#include "load/batch_report.hpp"
#include "load/load_plan.hpp"
#include "schema/record_typer.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace csvimport {

// The values of a record that was typed last, by the table's columns.
struct NotedValues {
  const LoadPlan& plan;
  std::span<const Field> fields;   // as they stand in the file
  std::span<const Field> columns;  // as they were typed
  std::uint64_t line = 0;          // where the record starts

  // As the file has it, unless its field is empty, for which there may be
  // another text.
  [[nodiscard]] std::string_view text(std::size_t column) const;
  // Whether its field stands in quotes.
  [[nodiscard]] bool is_quoted(std::size_t column) const;
};

// Counts the texts in numeric columns.
void note_texts(const NotedValues& values, const RecordTyper& typer,
                BatchReport& report);

// Counts the numbers and texts in columns whose type follows from them.
void note_inspected(const NotedValues& values, const RecordTyper& typer,
                    BatchReport& report);

}  // namespace csvimport
