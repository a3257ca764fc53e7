#include "pages/reserved_space.hpp"

#include "base/file_descriptor.hpp"
#include "base/file_io.hpp"
#include "temp_folder.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdint>
#include <string>

namespace csvimport {
namespace {

constexpr std::uint64_t kMegabyte = 1024 * 1024;

class ReservedSpaceTest : public testing::Test {
 protected:
  // To `megabytes`, as a file does that space is set aside for.
  void grow(ReservedSpace& space, std::uint64_t megabytes) {
    const std::string bytes(kMegabyte, 'x');
    for (; size_ < megabytes * kMegabyte; size_ += kMegabyte) {
      space.grow_to(size_ + kMegabyte);
      write_at(fd_.get(), size_, bytes.data(), bytes.size(), "file");
    }
  }
  [[nodiscard]] std::uint64_t size() const {
    return static_cast<std::uint64_t>(status().st_size);
  }
  [[nodiscard]] std::uint64_t space_taken() const {
    constexpr std::uint64_t kBlock = 512;
    return static_cast<std::uint64_t>(status().st_blocks) * kBlock;
  }
  [[nodiscard]] int fd() const { return fd_.get(); }
  void cut_at(std::uint64_t megabytes) {
    size_ = megabytes * kMegabyte;
    truncate_file(fd_.get(), size_, "file");
  }

 private:
  [[nodiscard]] struct stat status() const {
    struct stat status = {};
    EXPECT_EQ(::fstat(fd_.get(), &status), 0);
    return status;
  }

  TempFolder folder_;
  FileDescriptor fd_{
      ::open(folder_.path("file").c_str(), O_CREAT | O_RDWR, 0600)};
  std::uint64_t size_ = 0;
};

TEST_F(ReservedSpaceTest, IsSetAsideForLongFilesAndGivenBack) {
  {
    ReservedSpace space(fd(), 0);
    grow(space, 16);
    EXPECT_LE(space_taken(), 17 * kMegabyte);
    grow(space, 17);
    EXPECT_EQ(size(), 17 * kMegabyte);
    if (space_taken() < 31 * kMegabyte) {
      GTEST_SKIP() << "the file system sets no space aside";
    }
  }
  EXPECT_EQ(size(), 17 * kMegabyte);
  EXPECT_LE(space_taken(), 18 * kMegabyte);
}

TEST_F(ReservedSpaceTest, IsSetAsideAnewBehindACut) {
  {
    ReservedSpace space(fd(), 0);
    grow(space, 20);
    cut_at(18);
    space.cut_at(18 * kMegabyte);
    EXPECT_LE(space_taken(), 19 * kMegabyte);
    grow(space, 19);
    EXPECT_EQ(size(), 19 * kMegabyte);
  }
  EXPECT_EQ(size(), 19 * kMegabyte);
  EXPECT_LE(space_taken(), 20 * kMegabyte);
}

TEST_F(ReservedSpaceTest, IsDoneWithoutWhereItCannotBeHad) {
  const FileDescriptor read_only(::open("/dev/null", O_RDONLY));
  ReservedSpace space(read_only.get(), 0);
  space.grow_to(17 * kMegabyte);
  space.grow_to(40 * kMegabyte);
}

}  // namespace
}  // namespace csvimport
