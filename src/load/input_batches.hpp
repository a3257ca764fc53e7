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
  InputBatches(Input& input, RecordReader& reader, bool is_short)
      : input_(input), reader_(reader), is_short_(is_short) {}

  [[nodiscard]] bool is_short() const { return is_short_; }

  // Throws what the reader throws, and Interrupted.
  std::optional<Batch> next() {
    throw_if_interrupted();
    return reader_.next();
  }
  void stop() { input_.stop(); }

 private:
  Input& input_;
  RecordReader& reader_;
  bool is_short_;
};

}  // namespace csvimport
