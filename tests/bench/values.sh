#!/bin/sh
# What the options for values, rows and tables cost: loads ROWS rows (default:
# 5000000) of European numbers, dates and words, with each of them and as the
# texts that they are, in turns, and prints medians and ratios. Durable; beside
# --fts and --extract a load is slower for what it makes.
#
#   sh tests/bench/values.sh [WORK]...
#
# WORK is among decimal, boolean, date, where, extract, fts (default: all). ROUNDS
# (default 7) and WORKERS (default 2) may be set; SCRATCH names the folder for the
# files (default: a new one under /tmp).
set -eu
cd "$(dirname "$0")/../.."
works=${*:-decimal boolean date where extract fts}
rows=${ROWS:-5000000}
rounds=${ROUNDS:-7}
workers=${WORKERS:-2}

sh tests/install.sh build test
cmake -S . -B build -DCSVIMPORT_BENCHMARKS=ON >/dev/null
cmake --build build -j "$(nproc)" --target csvimport generate >/dev/null

if [ -n "${SCRATCH:-}" ]; then
  scratch=$SCRATCH/csvimport-bench
  mkdir -p "$scratch"
else
  scratch=$(mktemp -d)
fi
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
build/tests/bench/generate european "$rows" > "$scratch/t.csv"

# As text in all of them, but for what the option is about.
load() {
  build/csvimport -q --progress never --workers "$workers" "$@" "$scratch/t.csv" \
    "$scratch/t.db"
}
load_plain() { load --all-text; }
load_decimal() { load --decimal , --thousands . --type id=TEXT; }
load_boolean() { load --all-text --boolean aktiv=ja,nein; }
load_date() { load --all-text --date tag=%d.%m.%Y; }
load_where() { load --all-text --where "aktiv <> 'vielleicht' AND length(ort) > 3"; }
load_extract() { load --all-text --extract ort=orte; }
load_fts() { load --all-text --fts ort; }

now() { date +%s.%N; }
timed() {
  rm -f "$scratch/t.db"
  sync
  start=$(now)
  "load_$1"
  awk -v a="$start" -v b="$(now)" 'BEGIN { print b - a }' >> "$scratch/$2.times"
}

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for work in $works; do
    timed plain "plain_$work"
    timed "$work" "$work"
  done
done

median() {
  sort -n "$scratch/$1.times" |
    awk '{ v[NR] = $1 } END { printf "%.2f s", v[int((NR + 1) / 2)] }'
}
# The median of the ratios within each round.
ratio() {
  paste "$scratch/$1.times" "$scratch/plain_$1.times" |
    awk '{ print $1 / $2 }' | sort -n | awk '{ v[NR] = $1 }
      END { printf "%.2f x (%.2f to %.2f)", v[int((NR + 1) / 2)], v[1], v[NR] }'
}
echo "$rows rows, $workers workers; median of $rounds rounds, spread"
for work in $works; do
  printf -- '--%-10s %10s   as text %10s   %s\n' "$work" "$(median "$work")" \
    "$(median "plain_$work")" "$(ratio "$work")"
done
