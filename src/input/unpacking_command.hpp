#pragma once

// How to import one file of an archive that holds several.

#include <string>
#include <string_view>

namespace csvimport {

// A command that does, ready to paste but for the DATABASE:
// "unzip -p two.zip a.csv | csvimport --table a - DATABASE". `unpack` is the
// command that writes a file of an archive to stdout, `archive` the input's
// name, and `member` the file as `unpack` wants it, called `path` there. Where
// they are not known ("stdin" or ""), it has words in their place.
std::string unpacking_command(const std::string& unpack,
                              const std::string& archive,
                              std::string_view member, std::string_view path);

}  // namespace csvimport
