#include "landing/page_copy.hpp"

#include "base/file_io.hpp"
#include "base/interrupt.hpp"
#include "pages/page_links.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kPagesPerRead = 64;   // by taste
constexpr std::size_t kPagesPerWrite = 16;  // see PageTaker

// Of the numbers that were seen, as a set, whatever their order: two sets of
// the same sum are the same, but for one chance in 2^64.
class NumberSum {
 public:
  void add(PageNumber page) {
    std::uint64_t mixed = page * std::uint64_t{0x9E3779B97F4A7C15};
    mixed = (mixed ^ mixed >> 32U) * std::uint64_t{0xD6E8FEB86659FD93};
    sum_ += mixed ^ mixed >> 32U;
  }
  bool operator==(const NumberSum&) const = default;

 private:
  std::uint64_t sum_ = 0;
};

class PageCopy {
 public:
  PageCopy(int fd, const std::string& path, const StagedPages& pages,
           const std::vector<PageNumber>& roots, const PagePlaces& places,
           const PageTaker& take)
      : fd_(fd),
        path_(path),
        pages_(pages),
        roots_(roots),
        places_(places),
        take_(take),
        read_(kPagesPerRead * kPageSize + kReadableBehindPage) {}

  std::optional<std::map<PageNumber, PageBytes>> copy() {
    for (PageNumber first = 1; first <= pages_.count;) {
      throw_if_interrupted();
      const auto count = static_cast<PageNumber>(
          std::min<std::size_t>(kPagesPerRead, pages_.count - first + 1));
      read_at(fd_, (std::uint64_t{first} - 1) * kPageSize, read_.data(),
              count * kPageSize, path_);
      for (PageNumber i = 0; i < count; ++i) {
        if (!copy_page(first + i, read_.data() + i * kPageSize)) {
          return std::nullopt;
        }
      }
      write_gathered();
      first += count;
    }
    if (there_ != named_ || copied_roots_.size() != roots_.size()) {
      return std::nullopt;
    }
    return std::move(copied_roots_);
  }

 private:
  // False if the page is damaged.
  bool copy_page(PageNumber page, std::uint8_t* bytes) {
    if (!places_.is_set_aside(page)) {
      there_.add(page);
      if (!relocate(page, bytes)) return false;
      gather(places_.of(page), bytes);
    } else if (std::find(roots_.begin(), roots_.end(), page) != roots_.end()) {
      if (!relocate(page, bytes)) return false;
      std::memcpy(copied_roots_[page].data(), bytes, kPageSize);
    }
    return true;
  }

  // Makes the numbers in the page those of the target.
  bool relocate(PageNumber page, std::uint8_t* bytes) {
    if (pages_.are_overflow[page]) {
      return get_u32(bytes) == 0 || relocate_number(bytes);
    }
    const std::uint8_t kind = bytes[kPageTypeAt];
    if (is_leaf_page(kind) && !pages_.has_overflow) return true;
    bool are_sound = true;
    const auto relocate_at = [&](std::size_t at) {
      are_sound = relocate_number(bytes + at) && are_sound;
    };
    return for_each_link(bytes, 0, relocate_at, relocate_at) && are_sound;
  }

  bool relocate_number(std::uint8_t* at) {
    const PageNumber page = get_u32(at);
    if (page == 0 || page > pages_.count || places_.is_set_aside(page)) {
      return false;
    }
    named_.add(page);
    put_u32(at, places_.of(page));
    return true;
  }

  // Bytes of pages lie one behind the other where they were read.
  void gather(PageNumber place, const std::uint8_t* bytes) {
    const bool follows = gathered_ > 0 && gathered_ < kPagesPerWrite &&
                         place == gathered_first_ + gathered_ &&
                         bytes == gathered_bytes_ + gathered_ * kPageSize;
    if (!follows) {
      write_gathered();
      gathered_first_ = place;
      gathered_bytes_ = bytes;
    }
    ++gathered_;
  }

  void write_gathered() {
    if (gathered_ == 0) return;
    take_(gathered_first_, {gathered_bytes_, gathered_ * kPageSize});
    gathered_ = 0;
  }

  int fd_;
  const std::string& path_;
  const StagedPages& pages_;
  const std::vector<PageNumber>& roots_;
  const PagePlaces& places_;
  const PageTaker& take_;
  std::vector<std::uint8_t> read_;
  std::map<PageNumber, PageBytes> copied_roots_;
  NumberSum there_;  // of pages that are not roots
  NumberSum named_;  // of numbers in pages
  // Pages to be written at once.
  PageNumber gathered_first_ = 0;
  const std::uint8_t* gathered_bytes_ = nullptr;
  std::size_t gathered_ = 0;
};

}  // namespace

PagePlaces::PagePlaces(const StagedPages& pages,
                       const std::vector<PageNumber>& roots, PageNumber last)
    : set_aside_(pages.of_schema),
      first_(last + 1 == kLockBytePage ? last + 2 : last + 1) {
  set_aside_.insert(set_aside_.end(), roots.begin(), roots.end());
  std::sort(set_aside_.begin(), set_aside_.end());
  count_ = pages.count - set_aside_.size();
}

bool PagePlaces::is_set_aside(PageNumber page) const {
  return std::binary_search(set_aside_.begin(), set_aside_.end(), page);
}

PageNumber PagePlaces::of(PageNumber page) const {
  const auto before =
      std::lower_bound(set_aside_.begin(), set_aside_.end(), page) -
      set_aside_.begin();
  return page_after(first_, page - 1 - static_cast<std::uint64_t>(before));
}

std::uint64_t PagePlaces::last() const {
  const std::uint64_t last = first_ + count_ - 1;
  const bool passes_lock = first_ < kLockBytePage && last >= kLockBytePage;
  return last + (passes_lock ? 1 : 0);
}

std::optional<std::map<PageNumber, PageBytes>> copy_pages(
    int fd, const std::string& path, const StagedPages& pages,
    const std::vector<PageNumber>& roots, const PagePlaces& places,
    const PageTaker& take) {
  return PageCopy(fd, path, pages, roots, places, take).copy();
}

}  // namespace csvimport
