#!/bin/sh
# What --once costs, and how fast --tail is where nothing is new: loads ROWS rows
# (default: 5000000) with --once, with --tail and without, in turns, and prints
# medians and ratios; then runs --tail again on the same file. Durable.
#
#   sh tests/bench/ledger.sh
#
# ROUNDS (default 9) and WORKERS (default 2) may be set; SCRATCH names the folder
# for the files (default: a new one under /tmp).
set -eu
cd "$(dirname "$0")/../.."
rows=${ROWS:-5000000}
rounds=${ROUNDS:-9}
workers=${WORKERS:-2}

. tests/bench/times.sh
generate narrow "$rows" > "$scratch/narrow.csv"

load() {
  build/bench/csvimport -q --progress never --workers "$workers" "$@" \
    "$scratch/narrow.csv" "$scratch/t.db"
}
load_plain() { load; }
load_once() { load --once; }
load_tail() { load --tail; }

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for way in plain once tail; do
    rm -f "$scratch/t.db"
    timed "$way" "load_$way"
  done
  timed idle load_tail
done

echo "$workers workers; median of $rounds rounds, spread"
for way in once tail; do
  printf -- '--%-5s %10s   without %10s   %s\n' "$way" "$(median "$way")" \
    "$(median plain)" "$(ratio "$way" plain)"
done
echo "--tail of nothing new: $(median idle)"
