#pragma once

// The command line before its values are looked at.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// What needs a look before it is an Options.
struct RawOptions {
  std::vector<std::string> paths;  // FILE... DATABASE
  std::string path = "direct";
  bool path_is_set = false;
  std::string batch_size = "256KiB";
  std::string memory = "256MiB";
  std::optional<std::string> delimiter;
  std::optional<std::string> quotechar;
  std::optional<std::string> escape;
  std::string escapes = "literal";
  std::optional<std::string> comment;
  std::optional<std::string> encoding;
  std::string max_record = "64MiB";
  std::optional<std::string> names;
  std::optional<std::uint64_t> header_rows;
  std::vector<std::string> select;
  std::vector<std::string> renames;
  std::vector<std::string> columns;
  std::vector<std::string> primary_key;
  std::vector<std::string> not_null;
  std::vector<std::string> defaults;
  std::vector<std::string> unique;
  std::vector<std::string> foreign_keys;
  std::vector<std::string> indexes;
  std::vector<std::string> search;
  std::string if_exists = "append";
  std::string on_conflict = "abort";
  std::string timeout = "30";
  std::string on_error = "abort";
  std::optional<std::string> max_errors;
  std::vector<std::string> types;
  std::vector<std::string> coerced;
  std::optional<std::string> empty;
  std::optional<std::string> decimal;
  std::optional<std::string> thousands;
  std::vector<std::string> booleans;
  std::vector<std::string> dates;
  std::vector<std::string> datetimes;
  std::vector<std::string> extracts;
  std::string table;
  std::optional<std::string> log_size;
  std::optional<std::string> max_statement;
  bool no_transaction = false;
  std::string progress = "auto";
  std::string summary = "text";
  std::optional<std::string> complete;
  std::vector<std::string> given;  // names of options, such as "--null"
  bool quiet = false;
  bool verbose = false;
  bool no_headers = false;
  bool no_sync = false;
};

}  // namespace csvimport
