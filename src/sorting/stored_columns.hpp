#pragma once

// The columns of a record, as they are stored.

#include "pages/record_encoder.hpp"
#include "pages/record_values.hpp"
#include "pages/varint.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace csvimport {

// Borrows the record's bytes.
struct StoredColumn {
  std::uint64_t type = 0;
  const std::uint8_t* bytes = nullptr;

  [[nodiscard]] std::span<const std::uint8_t> value() const {
    return {bytes, serial_size(type)};
  }
};

// Finds the first columns of a row, as many as there is room for.
inline void find_columns(const RecordEncoder::Row& row,
                         std::span<StoredColumn> columns) {
  const std::uint8_t* type_at = row.types();
  const std::uint8_t* value_at = row.body();
  for (StoredColumn& column : columns) {
    type_at = get_varint(type_at, column.type);
    column.bytes = value_at;
    value_at += serial_size(column.type);
  }
}

}  // namespace csvimport
