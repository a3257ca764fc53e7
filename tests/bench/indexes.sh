#!/bin/sh
# Fills indexes with csvimport and with sqlite3, in turns, and prints medians and
# ratios: appends to a table of ROWS rows (default: 5000000) with an index on a
# random text and one on a random integer, loads it anew, updates a fifth of its
# rows by its key or, in another one, by a text, and makes new ones. Durable on
# both sides.
#
#   sh tests/bench/indexes.sh [WORK]...
#
# WORK is among append, few, truncate, update, text, new, key (default: all). ROUNDS
# (default 5) and WORKERS (default 2) may be set; SCRATCH names the folder for the
# files (default: a new one under /tmp).
set -eu
cd "$(dirname "$0")/../.."
works=${*:-append few truncate update text new key}
rows=${ROWS:-5000000}
part=$((rows / 5))
rounds=${ROUNDS:-5}
workers=${WORKERS:-2}

. tests/bench/times.sh
db=$scratch/t.db

generate keyed "$rows" > "$scratch/all.csv"
generate keyed "$part" $((rows + 1)) > "$scratch/more.csv"
generate keyed 10000 $((rows + 1)) > "$scratch/few.csv"
generate shuffled "$rows" > "$scratch/shuffled.csv"
head -n $((part + 1)) "$scratch/shuffled.csv" | sed 's/^\([0-9]*\),\(.\)/\1,\2\2/' \
  > "$scratch/changed.csv"
indexes='CREATE INDEX by_k ON t (k); CREATE INDEX by_v ON t (v);'
sqlite3 "$scratch/before.db" \
  'CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT, v INTEGER);' \
  ".import --csv --skip 1 '$scratch/all.csv' t" "$indexes"

cut -d , -f 2- "$scratch/shuffled.csv" | head -n $((part + 1)) |
  sed 's/$/0/; 1s/0$//' > "$scratch/texts.csv"
sqlite3 "$scratch/texts.db" "ATTACH '$scratch/before.db' AS b;
  CREATE TABLE t (k TEXT PRIMARY KEY, v INTEGER);
  INSERT INTO t SELECT k, v FROM b.t ORDER BY id;
  CREATE INDEX by_v ON t (v);"

csvimport() {
  build/bench/csvimport -q --progress never --workers "$workers" --table t "$@" "$db"
}
import_with_sqlite3() {
  sqlite3 "$db" "$2" ".import --csv --skip 1 '$scratch/$1.csv' t" "${3:-}"
}
append_ours() { csvimport "$scratch/more.csv"; }
append_theirs() { import_with_sqlite3 more ''; }
few_ours() { csvimport "$scratch/few.csv"; }
few_theirs() { import_with_sqlite3 few ''; }
truncate_ours() { csvimport --if-exists truncate "$scratch/all.csv"; }
truncate_theirs() { import_with_sqlite3 all 'DELETE FROM t;'; }
update_ours() { csvimport --on-conflict update --pk id "$scratch/changed.csv"; }
update_theirs() {
  sqlite3 "$db" 'CREATE TEMP TABLE n (id INTEGER, k TEXT, v INTEGER);' \
    ".import --csv --skip 1 --schema temp '$scratch/changed.csv' n" \
    'INSERT INTO t SELECT * FROM n WHERE true ON CONFLICT (id) DO UPDATE SET
     k = excluded.k, v = excluded.v;'
}
text_ours() { csvimport --on-conflict update --pk k "$scratch/texts.csv"; }
text_theirs() {
  sqlite3 "$db" 'CREATE TEMP TABLE n (k TEXT, v INTEGER);' \
    ".import --csv --skip 1 --schema temp '$scratch/texts.csv' n" \
    'INSERT INTO t SELECT * FROM n WHERE true ON CONFLICT (k) DO UPDATE SET
     v = excluded.v;'
}
new_ours() { csvimport --index k --index v "$scratch/shuffled.csv"; }
new_theirs() {
  import_with_sqlite3 shuffled \
    'CREATE TABLE t (id INTEGER, k TEXT, v INTEGER);' "$indexes"
}
key_ours() { csvimport --pk k "$scratch/all.csv"; }
key_theirs() {
  import_with_sqlite3 all \
    'CREATE TABLE t (id INTEGER, k TEXT PRIMARY KEY, v INTEGER);'
}

measure() {  # measure WORK WHO
  rm -f "$db"
  case $1 in
    new | key) ;;
    text) cp "$scratch/texts.db" "$db" ;;
    *) cp "$scratch/before.db" "$db" ;;
  esac
  timed "$1_$2" "$1_$2"
}

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for work in $works; do
    measure "$work" ours
    measure "$work" theirs
  done
done

echo "$rows rows, $workers workers; median of $rounds rounds, spread"
for work in $works; do
  case $work in
    append) name="append $part rows" ;;
    few) name='append 10000 rows' ;;
    truncate) name='truncate and load all' ;;
    update) name="update $part rows by key" ;;
    text) name="update $part rows by text" ;;
    new) name='new table, random order' ;;
    key) name='new table, text key' ;;
  esac
  printf '%-26s csvimport %10s   sqlite3 %10s   %s\n' "$name" \
    "$(median "${work}_ours")" "$(median "${work}_theirs")" \
    "$(ratio "${work}_theirs" "${work}_ours")"
done
