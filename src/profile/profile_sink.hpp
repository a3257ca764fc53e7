#pragma once

// Where the rows of a batch are profiled beside what else they become.

#include "profile/profile_share.hpp"
#include "schema/row_sink.hpp"
#include "schema/typed_value.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace csvimport {

// A RowSink that passes all on to another one, and borrows both that and the
// maker of the batch's share. One thread at a time.
template <class Sink>
class ProfileSink {
 public:
  using InnerRow = decltype(std::declval<Sink&>().begin_row());

  class Row {
   public:
    Row(Sink& sink, TypedValue* place, std::size_t stride)
        : inner_(sink.begin_row()), place_(place), stride_(stride) {}

    [[gnu::always_inline]] void add_null() {
      keep(TypedValue());
      inner_.add_null();
    }
    [[gnu::always_inline]] void add_integer(std::int64_t value) {
      keep(TypedValue(value));
      inner_.add_integer(value);
    }
    [[gnu::always_inline]] void add_real(double value) {
      keep(TypedValue(value));
      inner_.add_real(value);
    }
    [[gnu::always_inline]] void add_text(std::string_view text) {
      keep(TypedValue(text));
      inner_.add_text(text);
    }

   private:
    friend class ProfileSink;

    [[gnu::always_inline]] void keep(const TypedValue& value) {
      *place_ = value;
      place_ += stride_;
    }

    InnerRow inner_;
    TypedValue* place_;
    std::size_t stride_;
  };

  ProfileSink(Sink& sink, ShareMaker& maker) : sink_(sink), maker_(maker) {}

  Row begin_row() { return Row(sink_, maker_.row(), maker_.stride()); }
  [[gnu::always_inline]] void end_row(std::uint64_t rowid, const Row& row) {
    sink_.end_row(rowid, row.inner_);
    maker_.end_row(rowid);
  }

 private:
  Sink& sink_;
  ShareMaker& maker_;
};

}  // namespace csvimport
