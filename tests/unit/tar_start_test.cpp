#include "sniff/tar_start.hpp"

#include <gtest/gtest.h>

#include <string>

namespace csvimport {
namespace {

// The header of an entry of that many bytes.
std::string tar_header(const std::string& path, char type, std::size_t bytes,
                       const std::string& prefix = "") {
  constexpr std::size_t kBytes = 512;
  std::string header(kBytes, '\0');
  header.replace(0, path.size(), path);
  std::string octal;
  for (std::size_t rest = bytes; octal.size() < 11; rest /= 8) {
    octal.insert(octal.begin(), static_cast<char>('0' + rest % 8));
  }
  header.replace(124, octal.size(), octal);
  header[156] = type;
  header.replace(257, 5, "ustar");
  header.replace(345, prefix.size(), prefix);
  return header;
}

TEST(TarStartTest, TellsTheFirstFile) {
  EXPECT_EQ(first_file_of_tar(tar_header("a.csv", '0', 4) + "a\n1\n"), "a.csv");
  EXPECT_EQ(first_file_of_tar(tar_header("d/", '5', 0) +
                              tar_header("a.csv", '0', 4, "d")),
            "d/a.csv");
  EXPECT_EQ(
      first_file_of_tar(tar_header("./._a.csv", '0', 513) +
                        std::string(1024, 'x') + tar_header("a.csv", '\0', 4)),
      "a.csv");
}

TEST(TarStartTest, TellsNoFileWhosePathIsElsewhere) {
  EXPECT_EQ(first_file_of_tar(tar_header("d/", '5', 0)), "");
  EXPECT_EQ(
      first_file_of_tar(tar_header("././@LongLink", 'L', 200) +
                        std::string(512, 'x') + tar_header("xxx", '0', 4)),
      "");
  const std::string attribute = "14 path=a.csv\n";
  EXPECT_EQ(first_file_of_tar(tar_header("PaxHeaders/a", 'x', 14) + attribute +
                              std::string(498, '\0') + tar_header("a", '0', 4)),
            "");
}

TEST(TarStartTest, KnowsOtherFiles) {
  EXPECT_EQ(first_file_of_tar(""), std::nullopt);
  EXPECT_EQ(first_file_of_tar("a,b\n1,2\n"), std::nullopt);
  std::string text(512, 'x');
  text.replace(257, 5, "ustar");
  EXPECT_EQ(first_file_of_tar(text), std::nullopt);
}

}  // namespace
}  // namespace csvimport
