#!/bin/sh
# Installs what csvimport is built with, builds it, imports data/people.csv,
# shows the table, and runs the timing comparison on a million rows.
set -eu
cd "$(dirname "$0")/.."

sh tests/install.sh build demo
cmake -S . -B build >/dev/null
cmake --build build -j "$(nproc)" --target csvimport

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

show() {
  echo
  echo "\$ $*"
}

show csvimport data/people.csv people.db
build/csvimport data/people.csv "$scratch/people.db"

show "sqlite3 people.db 'SELECT * FROM people'"
sqlite3 -header -column "$scratch/people.db" 'SELECT * FROM people'

awk 'BEGIN {
  print "id,area,age,active"
  for (id = 1; id <= 1000000; ++id)
    printf "%d,%.2f,%d,%d\n", id, id % 99991 / 100 + 1, 18 + id * 7 % 80, id % 2
}' > "$scratch/million.csv"

show csvimport --compare million.csv million.db
build/csvimport --compare "$scratch/million.csv" "$scratch/million.db"
