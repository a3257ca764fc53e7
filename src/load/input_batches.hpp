#pragma once

// The batches of an input, as the pipeline takes them.

#include "base/interrupt.hpp"
#include "csv/batch.hpp"
#include "load/csv_file.hpp"
#include "pipeline/byte_budget.hpp"

#include <optional>

namespace csvimport {

// A BatchSource; borrows all.
class InputBatches {
 public:
  InputBatches(CsvFile& file, ByteBudget& budget)
      : file_(file), reader_(file.reader()), budget_(budget) {}

  // Throws what the reader throws, and Interrupted.
  std::optional<Batch> next() {
    throw_if_interrupted();
    std::optional<Batch> batch = reader_.next();
    if (batch && !budget_.acquire(batch->bytes.size())) batch.reset();
    return batch;
  }
  void stop() {
    budget_.close();
    file_.input().stop();
  }

 private:
  CsvFile& file_;
  RecordReader& reader_;
  ByteBudget& budget_;
};

}  // namespace csvimport
