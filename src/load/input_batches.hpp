#pragma once

// The batches of an input, as the pipeline takes them.

#include "base/interrupt.hpp"
#include "csv/batch.hpp"
#include "load/csv_file.hpp"

#include <optional>

namespace csvimport {

// A BatchSource; borrows the input.
class InputBatches {
 public:
  explicit InputBatches(CsvFile& file) : file_(file), reader_(file.reader()) {}

  // Throws what the reader throws, and Interrupted.
  std::optional<Batch> next() {
    throw_if_interrupted();
    return reader_.next();
  }
  void stop() { file_.input().stop(); }

 private:
  CsvFile& file_;
  RecordReader& reader_;
};

}  // namespace csvimport
