#pragma once

// The batches of an input, as the pipeline takes them.

#include "base/interrupt.hpp"
#include "csv/batch.hpp"
#include "csv/record_reader.hpp"
#include "input/input.hpp"

#include <optional>

namespace csvimport {

// A WorkSource; borrows both the input and its reader.
class InputBatches {
 public:
  InputBatches(Input& input, RecordReader& reader)
      : input_(input), reader_(reader) {}

  // Throws what the reader throws, and Interrupted.
  std::optional<Batch> next() {
    throw_if_interrupted();
    return reader_.next();
  }
  void stop() { input_.stop(); }

 private:
  Input& input_;
  RecordReader& reader_;
};

}  // namespace csvimport
