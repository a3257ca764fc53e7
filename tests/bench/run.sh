#!/bin/sh
# Loads the same file with csvimport, in each of the ways of --compare, and with
# sqlite3's own .import, in turns, and prints medians and ratios: into a new
# database, and into a table that exists. Durable: csvimport waits for the disk;
# .import runs as it is, in one transaction.
#
#   sh tests/bench/run.sh narrow 20000000    id,area,age,active
#   sh tests/bench/run.sh wide 1000000       12 columns, quotes and newlines
#
# ROUNDS (default 5) and WORKERS (default 8) may be set; SCRATCH names the
# folder for the files (default: a new one under /tmp).
set -eu
kind=${1:-narrow}
rows=${2:-20000000}
rounds=${ROUNDS:-5}
workers=${WORKERS:-8}
cd "$(dirname "$0")/../.."

. tests/bench/times.sh
csv=$scratch/$kind.csv
db=$scratch/out.db
generate "$kind" "$rows" > "$csv"

timed_anew() {  # as timed, without a database before
  rm -f "$db"
  timed "$@"
}
import_with_sqlite3() {
  build/bench/csvimport -q --no-sync "$csv" "$db.schema"
  sqlite3 "$db.schema" .schema > "$scratch/schema.sql"
  rm -f "$db.schema"
  timed_anew sqlite3 sqlite3 "$db" ".read '$scratch/schema.sql'" \
    ".import --csv --skip 1 '$csv' $kind"
  rm -f "$scratch/schema.sql"
}
# A database with a table of a few rows.
make_table() {
  rm -f "$db"
  head -n 1001 "$csv" > "$scratch/start.csv"
  build/bench/csvimport -q --no-sync --table "$kind" "$scratch/start.csv" "$db"
  rm -f "$scratch/start.csv"
}
append_in_both_ways() {
  make_table
  timed append build/bench/csvimport -q --progress never \
    --workers "$workers" "$csv" "$db"
  make_table
  timed sqlite3_append sqlite3 "$db" \
    ".import --csv --skip 1 '$csv' $kind"
}
compare_ways() {
  rm -f "$db"
  sync
  build/bench/csvimport -q --progress never --workers "$workers" --compare "$csv" \
    "$db" > "$scratch/compare"
  while read -r line; do
    case $line in
      "row by row"*) note row_by_row "$(echo "$line" | awk '{ print $4 }')" ;;
      "pool, conv"*) note conventional "$(echo "$line" | awk '{ print $4 }')" ;;
    esac
  done < "$scratch/compare"
  rm -f "$scratch/compare"
}

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  timed_anew pool build/bench/csvimport -q --progress never --workers "$workers" \
    "$csv" "$db"
  timed_anew two build/bench/csvimport -q --progress never --workers 2 \
    "$csv" "$db"
  timed_anew sequential build/bench/csvimport -q --progress never --sequential \
    "$csv" "$db"
  import_with_sqlite3
  append_in_both_ways
  compare_ways
done

line() {
  printf '%-34s%10s   %s\n' "$2" "$(median "$1")" "$(spread "$1")"
}
compared() { printf '%-34s%s\n' "$3" "$(ratio "$1" "$2")"; }

echo "$kind, $rows rows, $(wc -c < "$csv") bytes; median of $rounds rounds, spread"
line pool "csvimport, $workers workers"
line two "csvimport, 2 workers"
line sequential "csvimport --sequential"
line conventional "pool, conventional path"
line row_by_row "row by row"
line sqlite3 "sqlite3 .import"
line append "into a table, csvimport"
line sqlite3_append "into a table, sqlite3 .import"
compared sqlite3 pool "pool against sqlite3 .import"
compared sqlite3_append append "the same, into a table"
compared sequential two "2 workers against --sequential"
compared row_by_row pool "pool against row by row"
