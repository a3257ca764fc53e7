#include "load/load_table.hpp"

#include "load/conventional_load.hpp"
#include "load/direct_load.hpp"
#include "load/row_by_row_load.hpp"

namespace csvimport {

LoadOutcome load_table(const LoadContext& context, LoadPath path, bool sync,
                       StagingFile& staging) {
  switch (path) {
    case LoadPath::kConventional:
      return load_conventionally(context, staging);
    case LoadPath::kRowByRow:
      return load_row_by_row(context, staging);
    case LoadPath::kDirect:
      break;
  }
  return load_directly(context, staging, sync && staging.lasts());
}

}  // namespace csvimport
