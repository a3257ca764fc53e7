#include "input/unpacking_command.hpp"

#include "base/file_names.hpp"
#include "base/shell_flag.hpp"

namespace csvimport {

std::string unpacking_command(const std::string& unpack,
                              const std::string& archive,
                              std::string_view member, std::string_view path) {
  const bool is_known = !path.empty();
  return unpack + ' ' +
         (archive == "stdin" ? std::string("FILE") : shell_quoted(archive)) +
         ' ' + (is_known ? shell_quoted(member) : std::string("MEMBER")) +
         " | csvimport " +
         (is_known ? flag("--table", table_name_for(path))
                   : std::string("--table NAME")) +
         " - DATABASE";
}

}  // namespace csvimport
