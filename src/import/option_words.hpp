#pragma once

// The words that options go by, for those who read them and who write them.

#include "load/empty_field.hpp"
#include "target/landing_options.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

template <class Value>
using OptionWords = std::vector<std::pair<std::string, Value>>;

// Of --empty; without it, empties go by their quotes.
const OptionWords<EmptyRule>& empty_words();
const OptionWords<IfExists>& if_exists_words();
const OptionWords<OnConflict>& on_conflict_words();

// The word for `value`, which has one.
template <class Value>
const std::string& word_for(const OptionWords<Value>& words, Value value) {
  return std::find_if(words.begin(), words.end(),
                      [&](const auto& one) { return one.second == value; })
      ->first;
}

}  // namespace csvimport
