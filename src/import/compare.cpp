#include "import/compare.hpp"

#include "base/import_error.hpp"
#include "base/trace_file.hpp"
#include "input/input.hpp"

#include <sys/stat.h>

#include <memory>
#include <utility>

namespace csvimport {
namespace {

struct Way {
  const char* name;
  LoadPath path;
  bool sequential;
};

constexpr Way kWays[] = {
    {"row by row", LoadPath::kRowByRow, true},
    {"pool, conventional path", LoadPath::kConventional, false},
    {"sequential, direct path", LoadPath::kDirect, true},
    {"pool, direct path", LoadPath::kDirect, false},
};

void check_rereadable(const std::string& input) {
  struct stat status {};
  if (::stat(input.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    throw ImportError({input}, "--compare needs a file that it can read anew");
  }
}

// So that the first way does not alone pay for a file that is not in memory
// yet.
void read_once(const std::string& input) {
  const std::unique_ptr<Input> file = open_input(input, ".");
  const std::unique_ptr<io::ByteSourceBase> bytes = file->open();
  std::vector<char> buffer(1024 * 1024);
  while (bytes->read(buffer.data(), static_cast<int>(buffer.size())) > 0) {
  }
}

}  // namespace

std::vector<ComparedWay> compare_ways(const ImportJob& job,
                                      ImportObserver& observer) {
  for (const std::string& input : job.inputs) {
    check_rereadable(input);
    read_once(input);
  }
  std::vector<ComparedWay> ways;
  for (const Way& way : kWays) {
    ImportJob one = job;
    one.path = way.path;
    one.pipeline.sequential = way.sequential;
    const TraceSpan span(job.pipeline.trace, way.name);
    ways.push_back(
        {way.name, import_files(one, ImportGoal::kScratch, observer)});
  }
  return ways;
}

}  // namespace csvimport
