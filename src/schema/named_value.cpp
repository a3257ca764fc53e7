#include "schema/named_value.hpp"

#include "base/utf8.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <cstddef>

namespace csvimport {
namespace {

// Where the = behind the name stands; npos if there is none.
std::size_t end_of_name(std::string_view raw) {
  const bool is_quoted = trimmed(raw).starts_with('"');
  bool is_within = false;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '"') is_within = is_quoted && !is_within;
    if (raw[i] == '=' && !is_within) return i;
  }
  return raw.npos;
}

// "" for what is no name.
std::string read_name(std::string_view raw) {
  raw = trimmed(raw);
  if (!raw.starts_with('"')) return std::string(raw);
  if (raw.size() < 2 || !raw.ends_with('"')) return "";
  raw = raw.substr(1, raw.size() - 2);
  std::string name;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '"' && (++i == raw.size() || raw[i] != '"')) return "";
    name += raw[i];
  }
  return std::string(trimmed(name));
}

}  // namespace

std::optional<std::pair<std::string, std::string>> named_value(
    std::string_view raw) {
  const std::size_t end = end_of_name(raw);
  if (end == raw.npos || !is_valid_utf8(raw)) return std::nullopt;
  std::string name = read_name(raw.substr(0, end));
  if (name.empty()) return std::nullopt;
  return std::pair(std::move(name), std::string(raw.substr(end + 1)));
}

std::string name_alone(std::string_view raw) {
  if (end_of_name(raw) != raw.npos || !is_valid_utf8(raw)) return "";
  return read_name(raw);
}

std::string option_name(std::string_view name) {
  if (!name.starts_with('"') && name.find('=') == name.npos) {
    return std::string(name);
  }
  return quote_identifier(name);
}

std::string option_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ',';
    list +=
        name.find_first_of(",\"") == name.npos ? name : quote_identifier(name);
  }
  return list;
}

}  // namespace csvimport
