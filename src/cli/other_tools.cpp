#include "cli/other_tools.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace csvimport {
namespace {

struct OtherOption {
  std::string_view theirs;  // its letters
  std::string_view ours;
};

// Of sqlite3, sqlite-utils, csvkit, pandas, DuckDB, make. Only where both mean
// the same.
constexpr std::array kOtherOptions = {
    OtherOption{"sep", "--delimiter"},
    OtherOption{"separator", "--delimiter"},
    OtherOption{"seperator", "--delimiter"},
    OtherOption{"fieldseparator", "--delimiter"},
    OtherOption{"tabs", "--delimiter '\\t'"},
    OtherOption{"tsv", "--delimiter '\\t'"},
    OtherOption{"escapechar", "--escape"},
    OtherOption{"noheaderrow", "--no-headers"},
    OtherOption{"skiplines", "--skip"},
    OtherOption{"skiprows", "--skip"},
    OtherOption{"charset", "--encoding"},
    OtherOption{"nullvalue", "--null"},
    OtherOption{"navalues", "--null"},
    OtherOption{"noinference", "--all-text"},
    OtherOption{"nodetecttypes", "--all-text"},
    OtherOption{"primarykey", "--pk"},
    OtherOption{"uniqueconstraint", "--unique"},
    OtherOption{"usecols", "--select"},
    OtherOption{"normalizenames", "--normalize"},
    OtherOption{"nrows", "--limit"},
    OtherOption{"stopafter", "--limit"},
    OtherOption{"append", "--if-exists append"},
    OtherOption{"truncate", "--if-exists truncate"},
    OtherOption{"overwrite", "--if-exists replace"},
    OtherOption{"replace", "--if-exists replace or --on-conflict replace"},
    OtherOption{"ignore", "--on-conflict ignore"},
    OtherOption{"upsert", "--on-conflict update"},
    OtherOption{"ignoreerrors", "--on-error skip"},
    OtherOption{"threads", "--workers"},
    OtherOption{"jobs", "--workers"},
    OtherOption{"tablename", "--table"},
};

std::string letters_of(std::string_view name) {
  std::string letters;
  for (const char byte : name) {
    if (byte != '-' && byte != '_') letters += byte;
  }
  return letters;
}

}  // namespace

std::string_view option_of_other_tools(std::string_view name) {
  const std::string letters = letters_of(name);
  const auto* const found = std::find_if(
      kOtherOptions.begin(), kOtherOptions.end(),
      [&](const OtherOption& option) { return option.theirs == letters; });
  return found == kOtherOptions.end() ? "" : found->ours;
}

}  // namespace csvimport
