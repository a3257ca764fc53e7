#include "rejects/defect_message.hpp"

#include "base/message_text.hpp"

namespace csvimport {

std::string describe_defect(std::optional<std::size_t> field,
                            std::string_view reason, const InputNames& names) {
  if (!field) return std::string(reason);
  const std::string name = *field < names.fields.size()
                               ? quoted_for_message(names.fields[*field])
                               : std::to_string(*field + 1);
  return "column " + name + ": " + std::string(reason);
}

}  // namespace csvimport
