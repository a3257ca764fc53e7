#pragma once

// A value as SQLite has it.

#include <cstdint>
#include <string_view>

namespace csvimport {

// NULL, an integer, a real, or a text, which is borrowed.
class TypedValue {
 public:
  enum class Kind : std::uint32_t { kNull, kInteger, kReal, kText };

  TypedValue() = default;
  explicit TypedValue(std::int64_t integer)
      : kind_(Kind::kInteger), content_{.integer = integer} {}
  explicit TypedValue(double real)
      : kind_(Kind::kReal), content_{.real = real} {}
  explicit TypedValue(std::string_view text)
      : kind_(Kind::kText),
        text_size_(static_cast<std::uint32_t>(text.size())),
        content_{.text = text.data()} {}

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::kNull; }
  // Each of a value of that kind.
  [[nodiscard]] std::int64_t integer() const { return content_.integer; }
  [[nodiscard]] double real() const { return content_.real; }
  [[nodiscard]] std::string_view text() const {
    return {content_.text, text_size_};
  }

  // Passes it to a ValueSink. Inline, or the sink cannot stay in registers.
  template <class Sink>
  [[gnu::always_inline]] void give(Sink& sink) const {
    switch (kind_) {
      case Kind::kNull:
        sink.add_null();
        break;
      case Kind::kInteger:
        sink.add_integer(content_.integer);
        break;
      case Kind::kReal:
        sink.add_real(content_.real);
        break;
      case Kind::kText:
        sink.add_text(text());
        break;
    }
  }

 private:
  Kind kind_ = Kind::kNull;
  std::uint32_t text_size_ = 0;
  union Content {
    std::int64_t integer = 0;
    double real;
    const char* text;
  };
  Content content_;
};

}  // namespace csvimport
