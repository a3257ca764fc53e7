#pragma once

// Inputs that grow, and how far they have been read, as the target tells
// (--tail).

#include "import/import_job.hpp"
#include "import/rotated_file.hpp"
#include "import/table_inputs.hpp"
#include "input/input.hpp"
#include "ledger/ledger.hpp"

#include <cstdint>
#include <exception>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// Some inputs have no record yet by which their table could be made.
class InputsWait : public std::exception {
 public:
  explicit InputsWait(std::vector<std::string> paths)
      : paths_(std::move(paths)) {}

  [[nodiscard]] const char* what() const noexcept override {
    return "an input has no record yet";
  }
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }

 private:
  std::vector<std::string> paths_;
};

// Tells where the inputs of a job are gone on with. One thread.
class FollowedInputs {
 public:
  // Borrows the job.
  explicit FollowedInputs(const ImportJob& job) : job_(job) {}

  // Looks at the inputs and at the target, a path; without one, nothing was
  // read before. Warns of files that are others by now. Throws ImportError for
  // what cannot be followed, SystemError, Interrupted.
  void look_up(const std::string& target);
  // Has inputs count as idle, from the next look_up() on; false if all did.
  bool wait_for(const InputsWait& inputs) {
    const std::size_t before = waiting_.size();
    waiting_.insert(inputs.paths().begin(), inputs.paths().end());
    return waiting_.size() > before;
  }

  // Since the last look_up(): the job with the inputs of those tables for which
  // one has gained a line; before each input the files that were rotated away
  // from its name, if they have. Those that begin with no whole line are left
  // out.
  [[nodiscard]] const ImportJob& rest() const { return rest_; }

 private:
  // What is read for one table.
  struct OfTable {
    const TableInputs& inputs;
    std::vector<TailState> states;  // later ones behind earlier ones
    std::vector<std::pair<std::string, TailPlan>> plans;
    // Of the inputs looked at: by several names, one is read once.
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
    bool has_gained = false;
  };

  void look_at(const std::string& path, OfTable& table, Ledger* ledger);
  // What is to be told of an input that is read from its start though its table
  // has rows of files of its name.
  struct Story {
    std::optional<FileBeside> earlier;  // which had its name before
    std::vector<std::string> parts;
    bool is_loss = false;  // something is not imported
  };

  // The state that the input goes on at; none if it is read from its start.
  std::optional<TailState> state_for(Input& input, OfTable& table,
                                     const std::vector<FileBeside>& files,
                                     Ledger& ledger, Story& story);
  // Adds the files that were rotated away from the name of `input` behind the
  // last one that is known, and which nobody has read.
  void add_between(const std::string& input, OfTable& table,
                   const std::vector<FileBeside>& files, Story& story);
  // Once for each input.
  void tell(const std::string& input, const Story& story);
  // Goes on with files that were rotated away from the name of `input`, and
  // have gained a line since.
  void add_rotated(const std::string& input, OfTable& table,
                   const std::vector<FileBeside>& files);
  void add_earlier(const std::string& path, const std::string& input,
                   std::optional<TailState> state, OfTable& table);
  [[nodiscard]] bool is_input(const std::string& path) const;

  const ImportJob& job_;
  ImportJob rest_;
  std::set<std::string> waiting_;
  std::set<std::string> told_;  // inputs that were warned of
};

}  // namespace csvimport
