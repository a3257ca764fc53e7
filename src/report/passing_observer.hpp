#pragma once

// The common part of observers that stand before another one.

#include "import/import_observer.hpp"

namespace csvimport {

// Passes all on to another observer, which it borrows. One thread.
class PassingObserver : public ImportObserver {
 public:
  explicit PassingObserver(ImportObserver& next) : next_(next) {}

  void begin_pass(const std::string& table,
                  std::optional<std::uint64_t> input_bytes) override {
    next_.begin_pass(table, input_bytes);
  }
  void advance(std::uint64_t rows, std::uint64_t input_bytes) override {
    next_.advance(rows, input_bytes);
  }
  void end_pass() override { next_.end_pass(); }
  void advance_step(const std::string& step,
                    std::optional<double> part) override {
    next_.advance_step(step, part);
  }
  void end_steps() override { next_.end_steps(); }
  void chose(const std::string& input, const std::string& flags) override {
    next_.chose(input, flags);
  }

 private:
  ImportObserver& next_;
};

}  // namespace csvimport
