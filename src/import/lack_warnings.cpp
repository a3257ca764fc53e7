#include "import/lack_warnings.hpp"

#include "base/message_text.hpp"
#include "import/guessed_types.hpp"

#include <spdlog/spdlog.h>

namespace csvimport {

void warn_of_lacks(const ImportJob& job, const TableInputs& inputs,
                   const std::string& first_name, const TableSchema& schema,
                   const LoadOutcome& outcome) {
  for (const std::string& input : outcome.all_footer) {
    spdlog::warn("{}: --skip-footer {} leaves no record of it", input,
                 job.csv.footer_records);
  }
  if (outcome.rows > 0 || outcome.left_out > 0) {
    warn_of_empty_columns(first_name, schema, outcome.without_values);
    return;
  }
  const std::string table = quoted_for_message(schema.table);
  warn_of_guessed_types(inputs.paths.size() == 1 ? first_name : table, schema);
}

}  // namespace csvimport
