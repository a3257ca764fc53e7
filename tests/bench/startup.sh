#!/bin/sh
# Loads ten rows into a new database with csvimport and with sqlite3, in turns,
# and prints medians and the ratio. Durable on both sides.
#
#   sh tests/bench/startup.sh
#
# ROUNDS (default 25) may be set; SCRATCH names the folder for the files (default:
# a new one under /tmp).
set -eu
cd "$(dirname "$0")/../.."
rounds=${ROUNDS:-25}

. tests/bench/times.sh
csv=$scratch/ten.csv
db=$scratch/t.db
generate narrow 10 > "$csv"

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  rm -f "$db"
  timed ours build/bench/csvimport -q "$csv" "$db"
  rm -f "$db"
  timed theirs sqlite3 "$db" '.mode csv' ".import '$csv' ten"
done

echo "ten rows; median of $rounds rounds, spread"
for who in ours theirs; do
  printf '%-8s%10s   %s\n' "$who" "$(median $who)" "$(spread $who)"
done
echo "ours against theirs: $(ratio ours theirs)"
