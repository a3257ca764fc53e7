#pragma once

// What a worker reports of a batch, beside the rows themselves.

#include "csv/repairs.hpp"
#include "load/column_strays.hpp"
#include "load/column_texts.hpp"
#include "profile/profile_share.hpp"
#include "rejects/bad_records.hpp"
#include "schema/column_type.hpp"

#include <cstdint>
#include <exception>
#include <memory>
#include <vector>

namespace csvimport {

struct BatchReport {
  std::uint64_t rows = 0;
  std::uint64_t records = 0;    // as the reader counted them
  std::uint64_t left_out = 0;   // records that would be rows
  std::uint64_t bad_count = 0;  // bad records, left out
  BadRecords bad_records;       // and which ones, where the plan lists them
  RepairCounts repairs;         // of the records that became rows or vanished
  TableTexts texts;             // of the records that became rows
  std::vector<Evidence> evidence;
  TableStrays strays;  // of the records that were inspected
  std::unique_ptr<ProfileShare>
      profile;  // of the rows; null where none is made
  // A value contradicts the inferred type of its column. The batch was only
  // inspected from there on.
  bool contradicted = false;
  // Of rows that are judged by a condition: the ImportError of the first one
  // that it has no verdict for, if the types hold that it was judged by. The
  // report may lack what comes behind it.
  std::exception_ptr no_verdict;
  // The same of the record that ends the import, behind all the rest; where no
  // rows are judged, it is thrown.
  std::exception_ptr failure;
};

}  // namespace csvimport
