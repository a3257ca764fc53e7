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

. tests/bench/times.sh
generate european "$rows" > "$scratch/t.csv"

# As text in all of them, but for what the option is about.
load() {
  build/bench/csvimport -q --progress never --workers "$workers" "$@" "$scratch/t.csv" \
    "$scratch/t.db"
}
load_plain() { load --all-text; }
load_decimal() { load --decimal , --thousands . --type id=TEXT; }
load_boolean() { load --all-text --boolean aktiv=ja,nein; }
load_date() { load --all-text --date tag=%d.%m.%Y; }
load_where() { load --all-text --where "aktiv <> 'vielleicht' AND length(ort) > 3"; }
load_extract() { load --all-text --extract ort=orte; }
load_fts() { load --all-text --fts ort; }

measure() {  # measure WORK NAME
  rm -f "$scratch/t.db"
  timed "$2" "load_$1"
}

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for work in $works; do
    measure plain "plain_$work"
    measure "$work" "$work"
  done
done

echo "$rows rows, $workers workers; median of $rounds rounds, spread"
for work in $works; do
  printf -- '--%-10s %10s   as text %10s   %s\n' "$work" "$(median "$work")" \
    "$(median "plain_$work")" "$(ratio "$work" "plain_$work")"
done
