#pragma once

// What takes in the rows that records become.

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace csvimport {

// Takes the values of one row: one call for each column, in their order. A text
// is shorter than 1 GiB, has no NUL, and stays valid as long as the bytes of
// its batch do; the byte behind it may be read.
template <class T>
concept ValueSink = requires(T& sink, std::int64_t integer, double real,
                             std::string_view text) {
  sink.add_null();
  sink.add_integer(integer);
  sink.add_real(real);
  sink.add_text(text);
};

// Takes one row after the other. What begin_row() gives takes the row's values:
// the sink itself, or a small object that a compiler can hold in registers.
// Behind the last value it goes to end_row(). A row that is begun and not ended
// does not count; the next begin_row() takes it back.
template <class T>
concept RowSink = requires(T& sink, std::uint64_t rowid) {
  requires ValueSink<std::remove_reference_t<decltype(sink.begin_row())>>;
  sink.end_row(rowid, sink.begin_row());
};

// Takes nothing in: for records that are only inspected.
struct NullSink {
  NullSink& begin_row() { return *this; }
  void add_null() {}
  void add_integer(std::int64_t /*value*/) {}
  void add_real(double /*value*/) {}
  void add_text(std::string_view /*text*/) {}
  void end_row(std::uint64_t /*rowid*/, const NullSink& /*row*/) {}
};

}  // namespace csvimport
