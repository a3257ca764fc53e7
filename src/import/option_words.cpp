#include "import/option_words.hpp"

namespace csvimport {

const OptionWords<EmptyRule>& empty_words() {
  static const OptionWords<EmptyRule> words = {{"null", EmptyRule::kNull},
                                               {"default", EmptyRule::kDefault},
                                               {"text", EmptyRule::kText}};
  return words;
}

const OptionWords<IfExists>& if_exists_words() {
  static const OptionWords<IfExists> words = {{"append", IfExists::kAppend},
                                              {"replace", IfExists::kReplace},
                                              {"truncate", IfExists::kTruncate},
                                              {"fail", IfExists::kFail},
                                              {"skip", IfExists::kSkip}};
  return words;
}

const OptionWords<OnConflict>& on_conflict_words() {
  static const OptionWords<OnConflict> words = {
      {"abort", OnConflict::kAbort},
      {"ignore", OnConflict::kIgnore},
      {"replace", OnConflict::kReplace},
      {"update", OnConflict::kUpdate}};
  return words;
}

}  // namespace csvimport
