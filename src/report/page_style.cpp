#include "report/page_style.hpp"

namespace csvimport {

std::string_view page_style() {
  return R"css(
:root {
  color-scheme: light dark;
  --ground: #f3f5f8; --card: #fff; --text: #1c2128; --quiet: #59636e;
  --line: #d9dfe6; --soft: #eaeef3; --bar: #2f6fd0; --bar-soft: #c9dbf5;
  --good: #1a6b36; --good-soft: #dff3e4; --warn: #7a4d00; --warn-soft: #fdf0d0;
  --bad: #a8201a; --bad-soft: #fde5e3;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --card: #171c23; --text: #e4e9ef; --quiet: #9ba7b4;
    --line: #2c343e; --soft: #222932; --bar: #6ea3f5; --bar-soft: #27405f;
    --good: #6fd38c; --good-soft: #14301f; --warn: #e8bd5a;
    --warn-soft: #37290a; --bad: #ff9d94; --bad-soft: #411a18;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
    "Liberation Sans", Arial, sans-serif;
}
main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
main { padding-top: 1.25rem; }
footer { padding-bottom: 2rem; color: var(--quiet); font-size: .875rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.4rem, 1.1rem + 1.6vw, 2.1rem); font-weight: 650;
  letter-spacing: -.01em; }
h2 { font-size: 1.2rem; font-weight: 650; margin-bottom: .75rem; }
h3 { font-size: 1rem; font-weight: 650; }
p { margin: .5rem 0; }
p, li, dd, figcaption, .file, .steps th { overflow-wrap: anywhere; }
section, header {
  background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; padding: 1.1rem 1.25rem; margin-bottom: 1rem;
}
header { border-top: .3rem solid var(--tone); }
.good { --tone: var(--good); --tone-soft: var(--good-soft); }
.warn { --tone: var(--warn); --tone-soft: var(--warn-soft); }
.bad { --tone: var(--bad); --tone-soft: var(--bad-soft); }
.verdict {
  display: inline-block; margin: 0 0 .6rem; padding: .1rem .7rem;
  border-radius: 1rem; background: var(--tone-soft); color: var(--tone);
  font-size: .875rem; font-weight: 650;
}
.problem {
  margin: .9rem 0 0; padding: .75rem 1rem; border-radius: .5rem;
  background: var(--tone-soft); border-left: .25rem solid var(--tone);
}
.problem p { margin: 0; }
.problem .way { margin-top: .5rem; }
.quiet { color: var(--quiet); }
.small { font-size: .875rem; }
.mono, pre, code, .value {
  font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono",
    "Liberation Mono", Menlo, Consolas, monospace;
}
.mono, code, .value { font-size: .9em; }
.value { white-space: pre-wrap; }
.code { color: var(--warn); }
pre {
  margin: .4rem 0 .9rem; padding: .65rem .8rem; border-radius: .5rem;
  background: var(--soft); font-size: .85rem; line-height: 1.45;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
pre:last-child { margin-bottom: 0; }
.figures {
  display: grid; gap: .75rem 1.5rem; margin: 1.1rem 0 0;
  grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
}
.figures div { min-width: 0; }
dt { color: var(--quiet); font-size: .8125rem; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.figures dd { font-size: 1.3rem; font-weight: 600; line-height: 1.3;
  overflow-wrap: normal; white-space: nowrap; }
.scroll { overflow-x: auto; }
.scroll:focus-visible, a:focus-visible, summary:focus-visible {
  outline: 2px solid var(--bar); outline-offset: 2px; border-radius: .25rem;
}
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; color: var(--quiet); font-size: .875rem;
  padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0;
  border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
thead th { color: var(--quiet); font-size: .8125rem; white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.file { min-width: 12rem; width: 60%; }
.scroll + .scroll, .scroll + ul, ul + .scroll, h3.below, ul + h3 {
  margin-top: 1.1rem; }
.name { min-width: 6rem; width: 30%; }
.fate { min-width: 7rem; }
.nowrap { white-space: nowrap; }
ul, ol { margin: .4rem 0; padding-left: 1.25rem; }
ul.plain, ol.plain { list-style: none; padding: 0; }
.reasons > li { padding: .7rem 0; border-top: 1px solid var(--line); }
.reasons > li:first-child { border-top: 0; padding-top: 0; }
.reasons > li:last-child { padding-bottom: 0; }
section > :last-child { margin-bottom: 0; }
.reasons h3 { display: flex; gap: .75rem; justify-content: space-between;
  align-items: baseline; }
.count { font-variant-numeric: tabular-nums; white-space: nowrap;
  color: var(--quiet); font-weight: 400; }
.messages li { padding: .25rem 0; }
.columns {
  display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr));
}
.column { border: 1px solid var(--line); border-radius: .6rem;
  padding: .85rem 1rem; min-width: 0; }
.column h4 { display: flex; gap: .5rem; justify-content: space-between;
  align-items: baseline; font-size: 1rem; font-weight: 650; }
.type { flex: none; font-size: .75rem; font-weight: 600; color: var(--quiet);
  background: var(--soft); border-radius: .3rem; padding: .1rem .4rem; }
.facts { margin: .5rem 0 0; display: grid; gap: .1rem .75rem;
  grid-template-columns: auto 1fr; font-size: .875rem; }
.facts dt { font-size: .875rem; }
.facts dd { text-align: right; min-width: 0; }
.chart { margin: .75rem 0 0; }
.chart svg { display: block; width: 100%; height: 4.5rem;
  border-bottom: 1px solid var(--quiet); }
.ends { display: flex; justify-content: space-between; gap: 1rem;
  font-size: .8125rem; color: var(--quiet);
  font-variant-numeric: tabular-nums; }
.fill { fill: var(--bar); }
.fill-soft { fill: var(--bar-soft); }
.frequent { margin: .75rem 0 0; padding: 0; list-style: none;
  font-size: .875rem; }
.frequent li { position: relative; display: flex; gap: .75rem;
  justify-content: space-between; padding: .1rem .4rem; margin-bottom: .15rem; }
.frequent svg { position: absolute; inset: 0; width: 100%; height: 100%;
  border-radius: .25rem; }
.frequent li > span { position: relative; min-width: 0; }
.frequent li > .count { flex: none; color: var(--text); }
.note { font-size: .8125rem; color: var(--quiet); margin: .5rem 0 0; }
.stage { margin: 0 0 .9rem; }
.stage figcaption { display: flex; justify-content: space-between; gap: 1rem;
  font-size: .875rem; }
.stage svg { display: block; width: 100%; height: 3rem;
  background: var(--soft); border-radius: .25rem; }
.lane { width: 55%; min-width: 6rem; }
.lane svg { display: block; width: 100%; height: 1.1rem;
  background: var(--soft); border-radius: .25rem; }
.tables > h3 { margin: 1.25rem 0 .6rem; }
.tables > h3:first-of-type { margin-top: 0; }
@media (max-width: 40rem) {
  .steps thead { position: absolute; clip-path: inset(50%); }
  .steps, .steps tbody, .steps caption { display: block; }
  .steps tr { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem;
    padding: .4rem 0; border-bottom: 1px solid var(--line); }
  .steps tr:last-child { border-bottom: 0; }
  .steps tr > * { border: 0; padding: 0; }
  .steps .lane { grid-row: 2; grid-column: 1 / -1; width: auto; }
}
@media screen and (max-width: 40rem) {
  .scroll thead { position: absolute; clip-path: inset(50%); }
  .scroll table, .scroll tbody { display: block; }
  .scroll tr { display: block; padding: .5rem 0;
    border-bottom: 1px solid var(--line); }
  .scroll tr:last-child { border-bottom: 0; padding-bottom: 0; }
  .scroll td, .scroll th { display: flex; gap: 1rem; width: auto;
    justify-content: space-between; border: 0; padding: .1rem 0;
    white-space: normal; text-align: right; }
  .scroll th { text-align: left; padding-bottom: .2rem; }
  .scroll td::before { content: attr(data-name); color: var(--quiet);
    font-size: .875rem; text-align: left; flex: none; }
}
@media (max-width: 30rem) {
  main, footer { padding-left: .6rem; padding-right: .6rem; }
  main { padding-top: .6rem; }
  section, header { padding: .9rem .9rem; margin-bottom: .7rem; }
  .figures dd { font-size: 1.1rem; }
}
@media print {
  :root { --ground: #fff; --line: #bbb; }
  body { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  section, header { border-radius: 0; border-width: 0 0 1px; padding: .75rem 0; }
  header { border-top-width: .3rem; }
  .scroll { overflow: visible; }
  .column, .reasons > li, .stage, tr, pre, .problem { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)css";
}

}  // namespace csvimport
