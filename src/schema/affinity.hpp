#pragma once

// What SQLite makes of a text that goes into a column of a table that exists
// ("Datatypes In SQLite", section 3).

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace csvimport {

enum class Affinity : std::uint8_t { kBlob, kText, kNumeric, kInteger, kReal };

// Whether texts that look like numbers become numbers.
constexpr bool is_numeric(Affinity affinity) {
  return affinity != Affinity::kBlob && affinity != Affinity::kText;
}

// That of a column declared with the type, by the rules of section 3.1.
Affinity affinity_of(std::string_view declared_type);

// A type that declares a column of the affinity.
std::string_view name_of(Affinity affinity);

// A text as a column keeps it.
struct StoredValue {
  enum class Kind : std::uint8_t { kText, kInteger, kReal };

  Kind kind = Kind::kText;
  std::int64_t integer = 0;
  double real = 0;
};

// What a column takes, once its affinity has made of a text what it makes.
enum class TypeRule : std::uint8_t {
  kAny,
  kStrict,  // numbers only, or integers only, as a STRICT table declares it
  kRowid,   // integers only
};

// Whether a column with a numeric affinity takes the value.
constexpr bool takes(TypeRule rule, Affinity affinity, StoredValue::Kind kind) {
  return rule == TypeRule::kAny || kind == StoredValue::Kind::kInteger ||
         (kind == StoredValue::Kind::kReal && affinity == Affinity::kReal);
}

// What a column of the affinity keeps of `text`, where every SQLite makes the
// same of it and drops no digit; nullopt where only the one in use can tell: it
// takes texts that are not plain numbers for numbers, and does not always round
// to the nearest.
std::optional<StoredValue> stored_value(std::string_view text,
                                        Affinity affinity);

// One that can tell. May be called by one thread at a time.
using AffinityJudge =
    std::function<StoredValue(std::string_view text, Affinity affinity)>;

}  // namespace csvimport
