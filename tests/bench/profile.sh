#!/bin/sh
# What --profile and --report cost: loads ROWS rows (default: 5000000) with each of
# them and without, in turns, and prints medians and ratios. Durable.
#
#   sh tests/bench/profile.sh [KIND]...
#
# KIND is among narrow, wide, european (default: narrow, wide), of which the
# generator makes the rows; of wide ones it makes a fourth. ROUNDS (default 7) and
# WORKERS (default 2) may be set; SCRATCH names the folder for the files (default:
# a new one under /tmp).
set -eu
cd "$(dirname "$0")/../.."
kinds=${*:-narrow wide}
rows=${ROWS:-5000000}
rounds=${ROUNDS:-7}
workers=${WORKERS:-2}

. tests/bench/times.sh
for kind in $kinds; do
  count=$rows
  [ "$kind" != wide ] || count=$((rows / 4))
  generate "$kind" "$count" > "$scratch/$kind.csv"
done

load() {  # load KIND FLAG...
  kind=$1
  shift
  build/bench/csvimport -q --progress never --workers "$workers" "$@" \
    "$scratch/$kind.csv" "$scratch/t.db" > "$scratch/out"
}
load_plain() { load "$1"; }
load_profile() { load "$1" --profile; }
load_report() { load "$1" --report "$scratch/r.html"; }

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for kind in $kinds; do
    for way in plain profile report; do
      rm -f "$scratch/t.db"
      timed "${way}_$kind" "load_$way" "$kind"
    done
  done
done

echo "$workers workers; median of $rounds rounds, spread"
for kind in $kinds; do
  for way in profile report; do
    printf '%-9s --%-8s %10s   without %10s   %s\n' "$kind" "$way" \
      "$(median "${way}_$kind")" "$(median "plain_$kind")" \
      "$(ratio "${way}_$kind" "plain_$kind")"
  done
done
