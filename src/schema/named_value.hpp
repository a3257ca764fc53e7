#pragma once

// How options write NAME=VALUE, and lists of names. The name ends at the first
// =; one that has an = of its own, or that starts with a double quote, stands
// in double quotes, as it would in a list: those in it are doubled.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {

// The name, trimmed, and the value as it stands; none if `raw` has no =, no
// name or is not UTF-8.
std::optional<std::pair<std::string, std::string>> named_value(
    std::string_view raw);

// The name that stands without an = and a value; "" if `raw` is anything else.
std::string name_alone(std::string_view raw);

// The name as both read it.
std::string option_name(std::string_view name);

// The names as options take a list of them: those with a comma or a double
// quote in double quotes.
std::string option_list(const std::vector<std::string>& names);

}  // namespace csvimport
