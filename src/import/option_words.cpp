#include "import/option_words.hpp"

namespace csvimport {

const OptionWords<EmptyRule>& empty_words() {
  static const OptionWords<EmptyRule> kWords = {
      {"null", EmptyRule::kNull},
      {"default", EmptyRule::kDefault},
      {"text", EmptyRule::kText}};
  return kWords;
}

const OptionWords<IfExists>& if_exists_words() {
  static const OptionWords<IfExists> kWords = {
      {"append", IfExists::kAppend},
      {"replace", IfExists::kReplace},
      {"truncate", IfExists::kTruncate},
      {"fail", IfExists::kFail},
      {"skip", IfExists::kSkip}};
  return kWords;
}

const OptionWords<OnConflict>& on_conflict_words() {
  static const OptionWords<OnConflict> kWords = {
      {"abort", OnConflict::kAbort},
      {"ignore", OnConflict::kIgnore},
      {"replace", OnConflict::kReplace},
      {"update", OnConflict::kUpdate}};
  return kWords;
}

}  // namespace csvimport
