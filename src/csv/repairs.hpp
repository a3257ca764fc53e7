#pragma once

// The count of what a lenient reading has mended.

#include <cstdint>

namespace csvimport {

// How often each of the repairs of --lenient was needed.
struct RepairCounts {
  std::uint64_t preamble_lines = 0;       // skipped before the header
  std::uint64_t padded_records = 0;       // short ones
  std::uint64_t cut_records = 0;          // that lost surplus empty fields
  std::uint64_t kept_texts = 0;           // behind a closing quote
  std::uint64_t literal_quotes = 0;       // that would have opened a field
  std::uint64_t replaced_characters = 0;  // NULs, and bytes that are no text
  std::uint64_t repeated_headers = 0;     // records that were dropped

  RepairCounts& operator+=(const RepairCounts& other) {
    preamble_lines += other.preamble_lines;
    padded_records += other.padded_records;
    cut_records += other.cut_records;
    kept_texts += other.kept_texts;
    literal_quotes += other.literal_quotes;
    replaced_characters += other.replaced_characters;
    repeated_headers += other.repeated_headers;
    return *this;
  }
  bool operator==(const RepairCounts& other) const = default;
};

}  // namespace csvimport
