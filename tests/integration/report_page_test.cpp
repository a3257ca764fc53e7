// The page of a run in a browser: Chromium, without a window.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <random>

namespace csvimport {
namespace {

// Tells the frame's parent how wide the page is and which of its texts is the
// hardest to read.
constexpr const char* kMeasure = R"js(
const rgb = text => (text.match(/[\d.]+/g) || []).map(Number);
const light = color => {
  const [r, g, b] = rgb(color).map(c => c / 255).map(
      c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = element => {
  for (let at = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    const parts = rgb(color);
    if (parts.length < 4 || parts[3] > 0) return color;
  }
  return 'rgb(255, 255, 255)';
};
addEventListener('load', () => {
  let least = 99, where = '';
  for (const element of document.body.querySelectorAll('*')) {
    const has_text = [...element.childNodes].some(
        node => node.nodeType === 3 && node.data.trim());
    if (!has_text || element.closest('svg')) continue;
    const a = light(getComputedStyle(element).color);
    const b = light(ground(element));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < least) {
      least = contrast;
      where = element.outerHTML.slice(0, 80);
    }
  }
  const root = document.documentElement;
  parent.postMessage({
    client: root.clientWidth, scroll: root.scrollWidth, contrast: least,
    where, ground: getComputedStyle(document.body).backgroundColor,
    pictures: document.querySelectorAll('svg[role=img]').length
  }, '*');
});
)js";

class ReportPageTest : public CliTest {
 protected:
  void SetUp() override {
    // NOLINTNEXTLINE(cert-env33-c)
    if (std::system("command -v chromium >/dev/null 2>&1") != 0) {
      GTEST_SKIP() << "there is no chromium";
    }
  }

  struct Loaded {
    std::string dom;
    std::string log;  // with what a console would show
  };
  [[nodiscard]] Loaded load(const std::string& page, bool is_dark) const {
    const std::string command =
        "cd '" + path(".").string() + "' && HOME=$PWD timeout 120 chromium " +
        "--headless --no-sandbox --disable-gpu --no-first-run " +
        "--disable-dev-shm-usage --user-data-dir=browser " +
        "--enable-logging=stderr --virtual-time-budget=3000 " +
        "--window-size=1400,1000 --dump-dom " +
        (is_dark ? "--blink-settings=preferredColorScheme=0 " : "") +
        "\"file://$PWD/" + page + "\" >dom 2>log";
    EXPECT_EQ(std::system(command.c_str()), 0)  // NOLINT(cert-env33-c)
        << read("log");
    return {read("dom"), read("log")};
  }

  // Of the page in frames of these widths.
  nlohmann::json measure(const std::vector<int>& widths, bool is_dark) {
    std::string copy = read("r.html");
    const std::size_t policy = copy.find("<meta http-equiv");
    copy.erase(policy, copy.find('\n', policy) - policy);
    const std::string script =
        "<script>" + std::string(kMeasure) + "</script></head>";
    copy.replace(copy.find("</head>"), std::string("</head>").size(), script);
    write("copy.html", copy);
    std::string frames =
        "<body><p id=told></p><script>const all = [];"
        "addEventListener('message', event => { all.push(event.data); "
        "document.getElementById('told').textContent = "
        "btoa(unescape(encodeURIComponent(JSON.stringify(all)))); });"
        "</script>";
    for (const int width : widths) {
      frames += "<iframe src=copy.html style='border:0;width:" +
                std::to_string(width) + "px;height:800px'></iframe>";
    }
    write("frames.html", frames);
    const std::string dom = load("frames.html", is_dark).dom;
    const std::string start = "<p id=\"told\">";
    const std::size_t begin = dom.find(start) + start.size();
    write("told", dom.substr(begin, dom.find('<', begin) - begin));
    // NOLINTNEXTLINE(cert-env33-c)
    EXPECT_EQ(std::system(("base64 -d '" + path("told").string() + "' >'" +
                           path("told.json").string() + "'")
                              .c_str()),
              0);
    return nlohmann::json::parse(read("told.json"));
  }

  void expect_page_fits() {
    const Loaded page = load("r.html", false);
    EXPECT_EQ(page.log.find("CONSOLE"), std::string::npos) << page.log;
    EXPECT_NE(page.dom.find("class=\"verdict\""), std::string::npos);
    std::string grounds[2];
    for (const bool is_dark : {false, true}) {
      const nlohmann::json told = measure({360, 1280}, is_dark);
      ASSERT_EQ(told.size(), 2U);
      for (const nlohmann::json& one : told) {
        EXPECT_LE(one.at("scroll"), one.at("client")) << one;
        EXPECT_GE(one.at("contrast"), 4.5) << one;
      }
      EXPECT_NE(told[0].at("client"), told[1].at("client"));
      grounds[is_dark ? 1 : 0] = told[0].at("ground");
    }
    EXPECT_NE(grounds[0], grounds[1]);
  }
};

TEST_F(ReportPageTest, FitsItsWindowWhateverIsInIt) {
  std::mt19937 random(1);
  const std::string long_word(300, 'w');
  std::string csv = "id,price," + long_word + ",day,\"<script>x</script>\"\n";
  for (int i = 0; i < 20'000; ++i) {
    csv += std::to_string(i) + ',' + std::to_string(random() % 1000) + ".5," +
           (i % 3 == 0 ? long_word : "short") + ",2025-0" +
           std::to_string(1 + random() % 9) + "-11,\"a\n  <b>\"\n";
    if (i % 5000 == 7) csv += "bad record\n";
  }
  const std::string name =
      "a name without any blank" + std::string(180, 'n') + ".csv";
  write(name, csv);
  const Arguments flags = {"-q",      "--no-sync", "--on-error", "skip",
                           "--table", "t",         "--once",     "--index",
                           "id,day",  "--report",  "r.html"};
  EXPECT_EQ(run(flags + Arguments{name, "t.db"}).exit_code, 3);
  expect_page_fits();
}

TEST_F(ReportPageTest, FitsItsWindowWhenTheRunFails) {
  write("t.csv", "a,b\n1,2\n" + std::string(2000, 'x') + "\n");
  EXPECT_EQ(run({"-q", "--report", "r.html", "t.csv", "t.db"}).exit_code, 1);
  expect_page_fits();
}

}  // namespace
}  // namespace csvimport
