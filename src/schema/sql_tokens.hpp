#pragma once

// SQL cut into tokens, as far as they matter to one who looks for names and
// texts in it (sqlite.org/lang.html). Any thread.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Behind the token at `at`, which is in the text: a comment, what is in quotes,
// a word, or one byte.
std::size_t sql_token_end(std::string_view sql, std::size_t at);

// The place of the first token from `at` on, where a token begins, that is
// neither blank nor a comment; the text's end if there is none.
std::size_t next_sql_token(std::string_view sql, std::size_t at);

// All that are neither blank nor comments; borrowed.
std::vector<std::string_view> sql_tokens(std::string_view sql);

// What a token in any of SQLite's quotes stands for; another one as it is.
std::string unquoted_sql(std::string_view token);

}  // namespace csvimport
