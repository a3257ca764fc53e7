#include "ledger/tail_state.hpp"

#include "base/utf8.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <stdexcept>

namespace csvimport {

std::string to_json(const TailState& state) {
  const Resumption& from = state.resumption;
  nlohmann::ordered_json json = {
      {"offset", from.offset},
      {"line", from.line},
      {"start_bytes", from.start_bytes},
      {"device", state.device},
      {"inode", state.inode},
      {"delimiter", from.dialect.delimiter},
      {"quote", nullptr},
      {"trim", from.dialect.trim},
      {"skip_initial_space", from.dialect.skips_initial_space},
      {"earlier", is_valid_utf8(state.earlier) ? state.earlier : ""}};
  if (from.dialect.quote) json["quote"] = from.dialect.quote->bytes();
  return json.dump();
}

TailState tail_state_of(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    TailState state;
    Resumption& from = state.resumption;
    json.at("offset").get_to(from.offset);
    json.at("line").get_to(from.line);
    json.at("start_bytes").get_to(from.start_bytes);
    json.at("device").get_to(state.device);
    json.at("inode").get_to(state.inode);
    json.at("delimiter").get_to(from.dialect.delimiter);
    json.at("trim").get_to(from.dialect.trim);
    json.at("skip_initial_space").get_to(from.dialect.skips_initial_space);
    json.at("earlier").get_to(state.earlier);
    const auto& quote = json.at("quote");
    from.dialect.quote = std::nullopt;
    if (!quote.is_null()) {
      const auto character = quote.get<std::string>();
      if (character.empty() || character.size() > 4)
        throw std::invalid_argument("quote");
      from.dialect.quote = Quote(character);
    }
    if (from.start_bytes > from.offset) throw std::invalid_argument("offset");
    return state;
  } catch (const nlohmann::json::exception& error) {
    throw std::invalid_argument(error.what());
  }
}

}  // namespace csvimport
