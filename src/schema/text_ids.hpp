#pragma once

// The ids of texts that are kept once, as rows of a lookup table.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace csvimport {

// A dictionary that grows. Any thread may ask for ids at any time; all else is
// for times when none does.
class TextIds {
 public:
  // A text and its id. Stays where it is until it is forgotten.
  using Entry = std::pair<const std::string, std::int64_t>;

  // The text's entry. One that has none yet gets the next id: behind the
  // greatest that was given or is known, and more than 0.
  const Entry& entry_of(std::string_view text);

  // Takes over an entry that there is already.
  void add_known(std::string_view text, std::int64_t id);
  // Leaves the ids up to `id` to others.
  void begin_after(std::int64_t id);
  // The last id that was given or is known.
  [[nodiscard]] std::int64_t last_id() const { return last_id_; }
  [[nodiscard]] std::optional<std::int64_t> find(std::string_view text) const;
  // How many have ids up to `id`.
  [[nodiscard]] std::size_t count_up_to(std::int64_t id) const;
  // Those with ids behind `id`, in their order; borrowed.
  [[nodiscard]] std::vector<const Entry*> entries_after(std::int64_t id) const;
  // Forgets them, so that their ids are given again.
  void forget_after(std::int64_t id);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Texts =
      std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;

  // So many that workers seldom meet at one; by taste.
  static constexpr std::size_t kParts = 64;

  struct Part {
    std::mutex mutex;
    Texts texts;  // guarded by mutex
  };

  [[nodiscard]] static std::size_t part_of(std::string_view text) {
    return Hash()(text) / 7 % kParts;  // tables take the remainder by a prime
  }

  std::array<Part, kParts> parts_;
  std::atomic<std::int64_t> last_id_{0};
};

// What one thread remembers of a dictionary, so that it seldom waits for
// others. Borrows the dictionary, which forgets nothing meanwhile.
class TextIdCache {
 public:
  explicit TextIdCache(TextIds& ids) : ids_(ids) {}

  std::int64_t id_of(std::string_view text);

 private:
  std::reference_wrapper<TextIds> ids_;
  std::unordered_map<std::string_view, std::int64_t> known_;
};

}  // namespace csvimport
