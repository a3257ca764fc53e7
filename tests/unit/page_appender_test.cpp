#include "pages/page_appender.hpp"

#include "base/file_descriptor.hpp"
#include "base/system_error.hpp"
#include "pages/big_endian.hpp"
#include "temp_folder.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

namespace csvimport {
namespace {

using Page = std::array<std::uint8_t, kPageSize>;

// Pages that are filled with "a", "b", "c", ..., with a link at the start of
// each but the last to the page after it.
PageRun run_of(std::size_t pages) {
  PageRun run;
  run.bytes = Buffer(pages * kPageSize);
  run.bytes.resize(pages * kPageSize);
  for (std::size_t i = 0; i < pages; ++i) {
    char* const page = run.bytes.data() + i * kPageSize;
    std::fill_n(page, kPageSize, static_cast<char>('a' + i));
    if (i + 1 == pages) continue;
    put_u32(page, static_cast<std::uint32_t>(i) + 1);
    run.links.push_back(i * kPageSize);
  }
  return run;
}

class PageAppenderTest : public testing::Test {
 protected:
  PageAppender appender_at(PageNumber first) {
    return {fd_.get(), "pages.db", first, true};
  }
  // What is at the end of the page; 0 where nothing was ever written.
  [[nodiscard]] char mark(PageNumber page) const {
    char byte = 0;
    (void)!::pread(
        fd_.get(), &byte, 1,
        static_cast<off_t>(page) * static_cast<off_t>(kPageSize) - 1);
    return byte;
  }
  // The number at the start of the page.
  [[nodiscard]] PageNumber link(PageNumber page) const {
    std::array<char, 4> bytes{};
    (void)!::pread(
        fd_.get(), bytes.data(), bytes.size(),
        (static_cast<off_t>(page) - 1) * static_cast<off_t>(kPageSize));
    return get_u32(bytes.data());
  }
  [[nodiscard]] PageNumber pages_in_file() const {
    struct stat status {};
    ::fstat(fd_.get(), &status);
    return static_cast<PageNumber>(status.st_size /
                                   static_cast<off_t>(kPageSize));
  }

  TempFolder folder_;
  FileDescriptor fd_{
      ::open(folder_.path("pages.db").c_str(), O_RDWR | O_CREAT, 0600)};
};

TEST_F(PageAppenderTest, PutsRunsOneBehindTheOther) {
  PageAppender appender = appender_at(3);
  PageRun first = run_of(2);
  PageRun second = run_of(3);
  EXPECT_EQ(appender.append(first), 3U);
  EXPECT_EQ(appender.append(second), 5U);
  EXPECT_EQ(appender.page_count(), 7U);
  EXPECT_EQ(pages_in_file(), 7U);
  EXPECT_EQ(mark(4), 'b');
  EXPECT_EQ(mark(5), 'a');
  EXPECT_EQ(mark(7), 'c');
}

TEST_F(PageAppenderTest, MakesLinksAbsolute) {
  PageAppender appender = appender_at(10);
  PageRun run = run_of(3);
  appender.append(run);
  EXPECT_EQ(link(10), 11U);
  EXPECT_EQ(link(11), 12U);
}

TEST_F(PageAppenderTest, TakesAnEmptyRun) {
  PageAppender appender = appender_at(3);
  PageRun nothing;
  EXPECT_EQ(appender.append(nothing), 3U);
  EXPECT_EQ(appender.page_count(), 2U);
}

TEST_F(PageAppenderTest, EndsARunRightBeforeTheLockBytePage) {
  PageAppender appender = appender_at(kLockBytePage - 2);
  PageRun run = run_of(2);
  EXPECT_EQ(appender.append(run), kLockBytePage - 2);
  EXPECT_EQ(appender.page_count(), kLockBytePage - 1);
  EXPECT_EQ(link(kLockBytePage - 2), kLockBytePage - 1);
  PageRun next = run_of(1);
  EXPECT_EQ(appender.append(next), kLockBytePage + 1);
}

TEST_F(PageAppenderTest, MovesARunThatWouldStartAtTheLockBytePage) {
  PageAppender appender = appender_at(kLockBytePage);
  PageRun run = run_of(2);
  EXPECT_EQ(appender.append(run), kLockBytePage + 1);
  EXPECT_EQ(appender.page_count(), kLockBytePage + 2);
  EXPECT_EQ(mark(kLockBytePage), 0);
  EXPECT_EQ(mark(kLockBytePage + 1), 'a');
  EXPECT_EQ(link(kLockBytePage + 1), kLockBytePage + 2);
}

TEST_F(PageAppenderTest, LeavesTheLockBytePageOutOfARun) {
  PageAppender appender = appender_at(kLockBytePage - 2);
  PageRun run = run_of(4);
  EXPECT_EQ(appender.append(run), kLockBytePage - 2);
  EXPECT_EQ(appender.page_count(), kLockBytePage + 2);
  EXPECT_EQ(mark(kLockBytePage - 1), 'b');
  EXPECT_EQ(mark(kLockBytePage), 0);
  EXPECT_EQ(mark(kLockBytePage + 1), 'c');
  EXPECT_EQ(link(kLockBytePage - 2), kLockBytePage - 1);
  EXPECT_EQ(link(kLockBytePage - 1), kLockBytePage + 1);
  EXPECT_EQ(link(kLockBytePage + 1), kLockBytePage + 2);
}

TEST_F(PageAppenderTest, MovesASinglePageBehindTheLockBytePage) {
  PageAppender appender = appender_at(kLockBytePage);
  Page page{};
  page.fill('z');
  EXPECT_EQ(appender.append(page), kLockBytePage + 1);
  EXPECT_EQ(appender.page_count(), kLockBytePage + 1);
  EXPECT_EQ(mark(kLockBytePage), 0);
  EXPECT_EQ(mark(kLockBytePage + 1), 'z');
}

TEST_F(PageAppenderTest, DropsTheLastPage) {
  PageAppender appender = appender_at(3);
  PageRun run = run_of(3);
  appender.append(run);
  appender.drop_last();
  EXPECT_EQ(appender.page_count(), 4U);
  EXPECT_EQ(pages_in_file(), 4U);
  Page page{};
  page.fill('z');
  EXPECT_EQ(appender.append(page), 5U);
  EXPECT_EQ(mark(5), 'z');
}

TEST_F(PageAppenderTest, RefusesWhatNoDatabaseCanHold) {
  PageAppender appender = appender_at(kMaxPageCount - 1);
  PageRun run = run_of(3);
  EXPECT_THROW(appender.append(run), SystemError);
  EXPECT_EQ(pages_in_file(), 0U);
}

}  // namespace
}  // namespace csvimport
