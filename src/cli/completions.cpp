#include "cli/completions.hpp"

#include <algorithm>
#include <string_view>

namespace csvimport {
namespace {

// What can be said of an option's value before it is written.
enum class CompletionKind {
  kNone,
  kOther,
  kWords,
  kFile,
  kFolder,
  kTable,
  kColumns
};

// What people name; iconv -l has a thousand more.
constexpr std::string_view kUsualEncodings =
    "UTF-8 UTF-16 UTF-16LE UTF-16BE WINDOWS-1250 WINDOWS-1251 WINDOWS-1252 "
    "WINDOWS-1253 WINDOWS-1254 WINDOWS-1255 WINDOWS-1256 WINDOWS-1257 "
    "WINDOWS-1258 ISO-8859-1 ISO-8859-2 ISO-8859-15 MACINTOSH CP437 CP850 "
    "KOI8-R SHIFT_JIS EUC-JP GB18030 BIG5 EUC-KR";

CompletionKind kind_of(const OptionEntry& option) {
  const std::string_view value = option.value;
  if (option.long_name == "--encoding") return CompletionKind::kWords;
  if (value.empty()) return CompletionKind::kNone;
  if (value.starts_with("FILE")) return CompletionKind::kFile;
  if (value == "DIR") return CompletionKind::kFolder;
  if (value == "TABLE") return CompletionKind::kTable;
  if (value.starts_with("COL") || value.starts_with("A=") ||
      value.starts_with("A,")) {
    return CompletionKind::kColumns;
  }
  // Such as abort|skip, and not N|N%.
  const bool is_of_words =
      value.find('|') != std::string_view::npos &&
      std::all_of(value.begin(), value.end(), [](char byte) {
        return byte == '|' || (byte >= 'a' && byte <= 'z');
      });
  return is_of_words ? CompletionKind::kWords : CompletionKind::kOther;
}

// The words of "abort|skip", apart.
std::string words_of(const OptionEntry& option) {
  if (option.long_name == "--encoding") return std::string(kUsualEncodings);
  std::string words = option.value;
  std::replace(words.begin(), words.end(), '|', ' ');
  return words;
}

// As between single quotes of a shell, which all three read alike but for fish,
// where a backslash counts, too.
std::string in_single_quotes(std::string_view text, std::string_view quote,
                             bool escapes_backslashes) {
  std::string out = "'";
  for (const char byte : text) {
    if (byte == '\'') {
      out += quote;
    } else if (byte == '\\' && escapes_backslashes) {
      out += "\\\\";
    } else {
      out += byte;
    }
  }
  return out + "'";
}

std::string names_of(const OptionEntry& option, const char* between) {
  return option.short_name.empty()
             ? option.long_name
             : option.short_name + between + option.long_name;
}

constexpr std::string_view kBashStart = R"bash(# bash completion for csvimport

_csvimport_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$plain")
}

_csvimport_files() {
  # $1 is -f, or -d for folders.
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen "$1" -- "$plain")
}

_csvimport_is_behind_name() {
  # Whether an = is there; then what follows it is the part to complete.
  [[ $cur == *=* && ! $quote ]] || return
  given+=${cur%%=*}=
  cur=${cur#*=}
  plain=${plain#*=}
}

_csvimport_names() {
  # $1 is tables or columns; csvimport finds them by the rest of the line. $2
  # stands behind each of them.
  local name stem='' last=$cur
  if [[ $1 == columns && $cur == *,* ]]; then
    stem=${cur%,*},
    last=${cur##*,}
  fi
  if [[ $quote ]]; then
    stem=${stem#"$quote"}
    last=${last#"$quote"}
  else
    last=${last//\\/}
  fi
  while IFS= read -r name; do
    [[ $name == "$last"* ]] || continue
    [[ $quote ]] || printf -v name %q "$name"
    COMPREPLY+=("$stem$name$2")
  done < <("${COMP_WORDS[0]}" --complete "$1" "${line[@]}" 2>/dev/null)
  [[ $1 == columns || $2 ]] && compopt -o nospace
}

_csvimport() {
  # Of the word at hand: what was typed, the same as it reads, the quote that it
  # starts with, and what stands in front of the part that is replaced, as bash
  # cuts words at = and : too.
  local cur='' plain quote='' front='' prev='' words=() line=()
  local word is_behind='' at=0 i
  for ((i = 1; i < ${#COMP_WORDS[@]}; ++i)); do
    word=${COMP_WORDS[i]}
    if ((${#words[@]} > 0)) && [[ $is_behind || $word == +([=:]) ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    is_behind=
    [[ $word == +([=:]) ]] && is_behind=1
    ((i == COMP_CWORD)) || continue
    at=$((${#words[@]} - 1))
    cur=${words[at]}
    front=$cur
    [[ $is_behind ]] || front=${cur%"$word"}
  done
  for ((i = 0; i < ${#words[@]}; ++i)); do
    ((i == at)) || line+=("${words[i]//[\\\"\']/}")
  done
  local given=''
  if [[ $cur == --*=* ]]; then
    prev=${cur%%=*}
    given=$prev=
    cur=${cur#"$given"}
  elif ((at > 0)); then
    prev=${words[at - 1]}
    [[ $prev == -* && $prev != *=* ]] && unset 'line[at - 1]'
  fi
  if [[ $cur == [\"\']* ]]; then
    quote=${cur:0:1}
    plain=${cur:1}
  else
    plain=${cur//\\/}
  fi
  COMPREPLY=()
  _csvimport_value
  for i in "${!COMPREPLY[@]}"; do
    word=$given${COMPREPLY[i]}
    COMPREPLY[i]=${word#"$front"}
  done
}

_csvimport_value() {
  case $prev in
)bash";

constexpr std::string_view kBashEnd = R"bash(    *) _csvimport_files -f ;;
  esac
}

complete -F _csvimport csvimport
)bash";

// What completes the part behind the = of COL=TABLE and its like; ":", which
// does nothing, where that may be anything.
std::string bash_behind_name(std::string_view value) {
  if (value == "COL=TYPE") return "_csvimport_words 'INTEGER REAL TEXT'";
  if (value == "COL=TABLE") return "_csvimport_names tables";
  if (value == "COL=TABLE.COL") return "_csvimport_names tables .";
  return ":";
}

std::string bash_case(const OptionEntry& option) {
  std::string action;
  switch (kind_of(option)) {
    case CompletionKind::kNone:
      return "";
    case CompletionKind::kOther:
      break;
    case CompletionKind::kWords:
      action = "_csvimport_words '" + words_of(option) + "'; ";
      break;
    case CompletionKind::kFile:
      action = "_csvimport_files -f; ";
      break;
    case CompletionKind::kFolder:
      action = "_csvimport_files -d; ";
      break;
    case CompletionKind::kTable:
      action = "_csvimport_names tables; ";
      break;
    case CompletionKind::kColumns:
      action = "_csvimport_names columns; ";
      if (option.value.find('=') == std::string::npos) break;
      action = "if _csvimport_is_behind_name; then " +
               bash_behind_name(option.value) + "; else " + action + "fi; ";
      break;
  }
  return "    " + names_of(option, "|") + ") " + action + "return ;;\n";
}

constexpr std::string_view kZshStart = R"zsh(#compdef csvimport

_csvimport_names() {
  # $1 is tables or columns; csvimport finds them by the rest of the line.
  local -a line found
  line=("${(@Q)words[2,CURRENT-2]}" "${(@Q)words[CURRENT+1,-1]}")
  found=("${(@f)$(csvimport --complete $1 "${line[@]}" 2>/dev/null)}")
  found=("${(@)found:#}")
  if [[ $1 == columns ]]; then
    compset -P '*,'
    compadd -S '' -a found
  else
    compadd -a found
  fi
}

_csvimport_tables() { _csvimport_names tables }
_csvimport_columns() { _csvimport_names columns }

_arguments -s \
)zsh";

constexpr std::string_view kZshEnd = R"zsh(  '*:file:_files'
)zsh";

std::string zsh_description(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (byte == '[' || byte == ']' || byte == ':' || byte == '\\') out += '\\';
    out += byte;
  }
  return out;
}

std::string zsh_spec(const OptionEntry& option) {
  std::string value;
  const std::string name = zsh_description(option.value);
  switch (kind_of(option)) {
    case CompletionKind::kNone:
      break;
    case CompletionKind::kOther:
      value = ":" + name + ":";
      break;
    case CompletionKind::kWords:
      value = ":" + name + ":(" + words_of(option) + ")";
      break;
    case CompletionKind::kFile:
      value = ":" + name + ":_files";
      break;
    case CompletionKind::kFolder:
      value = ":" + name + ":_files -/";
      break;
    case CompletionKind::kTable:
      value = ":" + name + ":_csvimport_tables";
      break;
    case CompletionKind::kColumns:
      value = ":" + name + ":_csvimport_columns";
      break;
  }
  const std::string spec =
      "[" + zsh_description(option.description) + "]" + value;
  const auto line = [&](const std::string& option_name) {
    return "  " + in_single_quotes("*" + option_name + spec, "'\\''", false) +
           " \\\n";
  };
  return (option.short_name.empty() ? "" : line(option.short_name)) +
         line(option.long_name);
}

constexpr std::string_view kFishStart = R"fish(# fish completion for csvimport

function __csvimport_names
    # $argv is tables or columns; csvimport finds them by the rest of the line.
    set -l line (commandline -opc)[2..-2]
    csvimport --complete $argv $line 2>/dev/null
end

)fish";

std::string fish_line(const OptionEntry& option) {
  std::string line = "complete -c csvimport -l " + option.long_name.substr(2);
  if (!option.short_name.empty()) line += " -s " + option.short_name.substr(1);
  switch (kind_of(option)) {
    case CompletionKind::kNone:
      break;
    case CompletionKind::kOther:
      line += " -x";
      break;
    case CompletionKind::kWords:
      line += " -x -a '" + words_of(option) + "'";
      break;
    case CompletionKind::kFile:
      line += " -r -F";
      break;
    case CompletionKind::kFolder:
      line += " -x -a '(__fish_complete_directories)'";
      break;
    case CompletionKind::kTable:
      line += " -x -a '(__csvimport_names tables)'";
      break;
    case CompletionKind::kColumns:
      line += " -x -a '(__fish_complete_list , \"__csvimport_names columns\")'";
      break;
  }
  return line + " -d " + in_single_quotes(option.description, "\\'", true) +
         "\n";
}

}  // namespace

std::string bash_completions(const OptionGroups& groups) {
  std::string script(kBashStart);
  std::string names;
  for (const OptionGroup& group : groups) {
    for (const OptionEntry& option : group.options) {
      script += bash_case(option);
      names += names.empty() ? "" : " ";
      names += names_of(option, " ");
    }
  }
  script +=
      "  esac\n  case $cur in\n    -*) _csvimport_words '" + names + "' ;;\n";
  return script.append(kBashEnd);
}

std::string zsh_completions(const OptionGroups& groups) {
  std::string script(kZshStart);
  for (const OptionGroup& group : groups) {
    for (const OptionEntry& option : group.options) script += zsh_spec(option);
  }
  return script.append(kZshEnd);
}

std::string fish_completions(const OptionGroups& groups) {
  std::string script(kFishStart);
  for (const OptionGroup& group : groups) {
    for (const OptionEntry& option : group.options) script += fish_line(option);
  }
  return script;
}

}  // namespace csvimport
