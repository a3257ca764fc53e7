#include "cli/command_line.hpp"

#include "cli/completions.hpp"
#include "cli/environment.hpp"
#include "cli/help.hpp"
#include "cli/manual.hpp"
#include "cli/option_checks.hpp"
#include "cli/option_table.hpp"
#include "cli/option_values.hpp"
#include "cli/other_tools.hpp"
#include "cli/usage_error.hpp"
#include "cli/version.hpp"
#include "schema/names.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

OptionGroups option_groups(const CLI::App& app) {
  OptionGroups groups;
  for (const CLI::Option* const option : app.get_options()) {
    if (option->get_group().empty() || option->get_lnames().empty()) continue;
    if (groups.empty() || groups.back().name != option->get_group()) {
      groups.push_back({option->get_group(), {}});
    }
    const std::vector<std::string>& letters = option->get_snames();
    groups.back().options.push_back(
        {letters.empty() ? "" : "-" + letters.front(),
         "--" + option->get_lnames().front(), option->get_option_text(),
         option->get_description()});
  }
  return groups;
}

std::string generated(const std::string& what, const OptionGroups& groups) {
  using Generate = std::string (*)(const OptionGroups&);
  return checked_choice<Generate>("--generate", what,
                                  {{"man", manual_page},
                                   {"bash", bash_completions},
                                   {"zsh", zsh_completions},
                                   {"fish", fish_completions}})(groups);
}

// The one of the options that `unknown`, which is none, is likely to mean, be
// it a slip, its beginning, or a word of another program; "" if there is none.
std::string nearest_option(const CLI::App& app, std::string_view unknown) {
  constexpr std::size_t kLeastStart = 3;  // letters, by taste
  if (!unknown.starts_with('-')) return "";
  unknown = unknown.substr(0, unknown.find('='));
  unknown.remove_prefix(
      std::min(unknown.find_first_not_of('-'), unknown.size()));
  const std::string_view ours = option_of_other_tools(unknown);
  if (!ours.empty()) return std::string(ours);
  std::vector<std::string> names;
  std::vector<std::string> longer;
  for (const CLI::Option* const option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back(name);
      if (name.starts_with(unknown)) longer.push_back(name);
    }
  }
  if (longer.size() == 1 && unknown.size() >= kLeastStart) {
    return "--" + longer.front();
  }
  const std::optional<std::string> nearest = nearest_name(unknown, names);
  return nearest ? "--" + *nearest : "";
}

[[noreturn]] void fail_unknown_options(const CLI::App& app,
                                       const CLI::ExtrasError& error) {
  for (const std::string& unknown : app.remaining()) {
    const std::string nearest = nearest_option(app, unknown);
    if (nearest.empty()) continue;
    throw UsageError(std::string(error.what()) + "; did you mean " + nearest +
                     "?");
  }
  throw UsageError(error.what());
}

// The words of the command line, in which --null= with nothing behind it gives
// an empty value: CLI11 would take the next word for that.
std::vector<std::string> words_of(const CLI::App& app, int argc,
                                  const char* const* argv) {
  std::vector<std::string> words;
  bool are_options = true;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    are_options = are_options && word != "--";
    const bool is_empty = are_options && word.starts_with("--") &&
                          word.find('=') == word.size() - 1;
    if (is_empty) word.pop_back();
    const CLI::Option* const option =
        is_empty ? app.get_option_no_throw(word) : nullptr;
    const bool takes_value =
        option != nullptr && option->get_items_expected_max() > 0;
    if (is_empty && !takes_value) word += '=';
    words.push_back(std::move(word));
    if (takes_value) words.emplace_back();
  }
  return words;
}

// What tells of the options, where it is asked for: also on a line that is
// wrong elsewhere.
std::optional<Information> asked_information(const CLI::App& app) {
  if (app.get_help_ptr()->count() > 0) {
    return Information{help_text(option_groups(app))};
  }
  if (app.get_version_ptr()->count() > 0) return Information{version_text()};
  const CLI::Option& generate = *app.get_option("--generate");
  if (generate.count() == 0) return std::nullopt;
  return Information{generated(generate.results().front(), option_groups(app))};
}

// What CLI11 says of a line, but of an option that comes twice.
std::string usage_problem(const CLI::ParseError& error) {
  const std::string problem = error.what();
  const std::size_t at = problem.find(": At Most 1 required");
  return at == std::string::npos
             ? problem
             : problem.substr(0, at) + ": may be given once";
}

// Throws UsageError.
std::optional<Information> parse(CLI::App& app, int argc,
                                 const char* const* argv) {
  try {
    std::vector<std::string> words = words_of(app, argc, argv);
    std::reverse(words.begin(), words.end());  // as CLI11 wants them
    app.parse(std::move(words));
  } catch (const CLI::ExtrasError& error) {
    if (auto information = asked_information(app)) return information;
    fail_unknown_options(app, error);
  } catch (const CLI::ParseError& error) {
    if (auto information = asked_information(app)) return information;
    throw UsageError(usage_problem(error));
  }
  return asked_information(app);
}

// Whether the option means something where files are only told of.
bool goes_with_history(const CLI::Option& option) {
  constexpr std::array kNames = {"history", "summary", "timeout", "quiet",
                                 "verbose"};
  return std::any_of(kNames.begin(), kNames.end(), [&](const char* name) {
    return option.check_lname(name);
  });
}

// Throws UsageError if others are given.
void check_goes_with_history(const CLI::App& app) {
  for (const CLI::Option* const option : app.get_options()) {
    if (option->count() == 0 || option->get_lnames().empty() ||
        goes_with_history(*option)) {
      continue;
    }
    throw UsageError("--history: imports nothing; leave out --" +
                     option->get_lnames().front());
  }
}

// Those that the command line or the environment gives.
std::vector<std::string> given_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* const option : app.get_options()) {
    if (option->count() == 0 || option->get_lnames().empty()) continue;
    names.push_back("--" + option->get_lnames().front());
  }
  return names;
}

// Takes what the command line does not give from the environment.
void take_environment(const CLI::App& app,
                      const std::vector<CLI::Option*>& of_environment,
                      Options& options) {
  std::vector<CLI::Option*> open = of_environment;
  if (app.count("--verbose") > 0) {
    std::erase(open, app.get_option("--quiet"));
  }
  // Variables are for all runs, and mean none of the others here.
  if (options.shows_history) {
    std::erase_if(open, [](const CLI::Option* option) {
      return !goes_with_history(*option);
    });
  }
  take_variables(open, options.variables);
  options.warnings = warnings_of_unknown_variables(of_environment);
}

}  // namespace

std::variant<Options, Information> parse_command_line(int argc,
                                                      const char* const* argv) {
  Options options;
  RawOptions raw;
  CLI::App app;
  app.set_help_flag();
  add_options(app, options, raw);
  const std::vector<CLI::Option*> of_environment = app.get_options();
  add_information_options(app, options, raw);
  try {
    // What tells of the options works whatever the environment says.
    std::optional<Information> information = parse(app, argc, argv);
    if (information) return std::move(*information);
    if (options.shows_history) check_goes_with_history(app);
    take_environment(app, of_environment, options);
    if (app.count("--table") > 0) options.job.table = raw.table;
    raw.given = given_options(app);
    apply(raw, options);
  } catch (const UsageError& error) {
    // A line to be completed may be half a line.
    if (app.count("--complete") > 0) return Information{};
    throw UsageError(error.what() +
                     variables_behind(options.variables, error.what()));
  }
  return options;
}

}  // namespace csvimport
