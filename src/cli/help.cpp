#include "cli/help.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::size_t kHelpWidth = 80;  // columns
constexpr std::size_t kDescriptionsAt = 31;

constexpr std::string_view kHelpStart =
    "Import CSV files into a SQLite database, fast and whole.\n"
    "\n"
    "  csvimport orders.csv shop.db                  a new table, or more "
    "rows\n"
    "  csvimport -t year jan.csv feb.csv shop.db     several files, one table\n"
    "  csvimport --pk id --on-conflict update orders.csv shop.db\n"
    "                                                rows that changed, and "
    "new\n"
    "\n"
    "Usage: csvimport [OPTIONS] FILE... DATABASE\n"
    "       csvimport --history [OPTIONS] DATABASE\n"
    "\n"
    "  FILE                       CSV files, each a table of its own; a folder "
    "means\n"
    "                             its *.csv, *.tsv and *.tab, compressed or "
    "not;\n"
    "                             - is standard input\n"
    "  DATABASE                   Created if it is not there; or a cluster of "
    "rqlite,\n"
    "                             rqlite://HOST:PORT\n";

constexpr std::string_view kHelpEnd =
    "\n"
    "CSVIMPORT_WORKERS=4 in the environment is --workers 4 where that is not "
    "given,\n"
    "and so for all options.\n"
    "\n"
    "Options name columns as the table does; --select and the A of --rename, "
    "as "
    "the\n"
    "file does. Bad records are rejected; those that fail --where are left "
    "out.\n"
    "\n"
    "Exit status:\n"
    "  0    every record is in the table\n"
    "  1    bad data, named by file and line; or a table that does not fit\n"
    "  2    wrong usage\n"
    "  3    imported, but some records were rejected\n"
    "  4    the system refused, such as a full disk, a lock, no permission\n"
    "  129, 130, 143, 152\n"
    "       ended by SIGHUP, SIGINT, SIGTERM, SIGXCPU\n"
    "After each of these but 0 and 3 the database is as it was.\n";

// The first part of `text` that fits into a line, taken from it; at least a
// word.
std::string_view take_line(std::string_view& text, std::size_t width) {
  std::size_t end = text.size();
  if (end > width) {
    end = text.rfind(' ', width);
    if (end == std::string_view::npos) end = std::min(text.find(' '), end);
  }
  end = std::min(end, text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::string option_lines(const OptionEntry& option) {
  std::string lines = "  " + option.usage();
  if (lines.size() + 2 > kDescriptionsAt) {
    lines += '\n' + std::string(kDescriptionsAt, ' ');
  } else {
    lines.resize(kDescriptionsAt, ' ');
  }
  std::string_view rest = option.description;
  lines += take_line(rest, kHelpWidth - kDescriptionsAt);
  while (!rest.empty()) {
    lines += '\n' + std::string(kDescriptionsAt, ' ');
    lines += take_line(rest, kHelpWidth - kDescriptionsAt);
  }
  return lines + '\n';
}

}  // namespace

std::string help_text(const OptionGroups& groups) {
  std::string text(kHelpStart);
  for (const OptionGroup& group : groups) {
    text += '\n' + group.name + ":\n";
    for (const OptionEntry& option : group.options) {
      text += option_lines(option);
    }
  }
  return text.append(kHelpEnd);
}

}  // namespace csvimport
