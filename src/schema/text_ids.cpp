#include "schema/text_ids.hpp"

#include <algorithm>

namespace csvimport {
namespace {

// Texts that a thread remembers, so that it has no copy of a large dictionary;
// by taste.
constexpr std::size_t kMostRemembered = std::size_t{1} << 16;

}  // namespace

const TextIds::Entry& TextIds::entry_of(std::string_view text) {
  Part& part = parts_[part_of(text)];
  const std::lock_guard lock(part.mutex);
  const auto found = part.texts.find(text);
  if (found != part.texts.end()) return *found;
  return *part.texts.emplace(text, ++last_id_).first;
}

void TextIds::add_known(std::string_view text, std::int64_t id) {
  parts_[part_of(text)].texts.emplace(text, id);
  begin_after(id);
}

void TextIds::begin_after(std::int64_t id) {
  last_id_ = std::max<std::int64_t>(last_id_, id);
}

std::optional<std::int64_t> TextIds::find(std::string_view text) const {
  const Texts& texts = parts_[part_of(text)].texts;
  const auto found = texts.find(text);
  if (found == texts.end()) return std::nullopt;
  return found->second;
}

std::size_t TextIds::count_up_to(std::int64_t id) const {
  std::size_t count = 0;
  for (const Part& part : parts_) {
    count += static_cast<std::size_t>(
        std::count_if(part.texts.begin(), part.texts.end(),
                      [&](const Entry& entry) { return entry.second <= id; }));
  }
  return count;
}

std::vector<const TextIds::Entry*> TextIds::entries_after(
    std::int64_t id) const {
  std::vector<const Entry*> entries;
  for (const Part& part : parts_) {
    for (const Entry& entry : part.texts) {
      if (entry.second > id) entries.push_back(&entry);
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry* one, const Entry* other) {
              return one->second < other->second;
            });
  return entries;
}

void TextIds::forget_after(std::int64_t id) {
  if (last_id_ <= id) return;
  for (Part& part : parts_) {
    std::erase_if(part.texts,
                  [&](const Entry& entry) { return entry.second > id; });
  }
  last_id_ = id;
}

std::int64_t TextIdCache::id_of(std::string_view text) {
  const auto found = known_.find(text);
  if (found != known_.end()) return found->second;
  const TextIds::Entry& entry = ids_.get().entry_of(text);
  if (known_.size() == kMostRemembered) known_.clear();
  known_.emplace(entry.first, entry.second);
  return entry.second;
}

}  // namespace csvimport
