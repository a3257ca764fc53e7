#pragma once

// One import, from the first byte to the landed table.

#include "import/import_job.hpp"
#include "import/load_runner.hpp"
#include "schema/table_schema.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace csvimport {

struct ImportSummary {
  std::string input;
  std::string target;
  TableSchema schema;
  std::uint64_t rows = 0;
  double seconds = 0;
  int passes = 1;  // 2 where a late value contradicted the types of the sample
  PipelineTimes times;  // of the pass that made the table
};

// Told how far an import is, on the thread that called it.
class ImportObserver {
 public:
  virtual ~ImportObserver() = default;
  // A pass over the input begins; its size, where that is known beforehand.
  virtual void begin_pass(std::optional<std::uint64_t> input_bytes) = 0;
  virtual void advance(std::uint64_t rows, std::uint64_t input_bytes) = 0;
  virtual void end_pass() = 0;
};

// Imports job.input into the new database job.target. Throws ImportError,
// SystemError or Interrupted, and then the target is as it was.
ImportSummary import_file(const ImportJob& job, ImportObserver& observer);

// The same up to the landing: what was loaded is thrown away.
ImportSummary import_into_scratch(const ImportJob& job,
                                  ImportObserver& observer);

}  // namespace csvimport
