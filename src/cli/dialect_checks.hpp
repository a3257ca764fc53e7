#pragma once

// What the options about the writing of a file may say together.

#include "cli/raw_options.hpp"
#include "sniff/sniffer.hpp"

namespace csvimport {

// Lets `dialect`, whose options without a text of their own are set, be what
// `raw` says. Throws UsageError where a character would have two meanings.
void check_dialect(const RawOptions& raw, DialectSettings& dialect);

}  // namespace csvimport
