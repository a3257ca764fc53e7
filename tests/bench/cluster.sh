#!/bin/sh
# Brings ROWS rows (default: 1000000) of 4 columns into three nodes of rqlite on
# this machine: with csvimport by URL, by a database that csvimport makes and
# rqlite loads (/db/load), and by single INSERTs, of which there are SINGLES
# (default: 3000), one request after the other on one connection. Prints rows per
# second, and csvimport's peak of memory.
#
#   sh tests/bench/cluster.sh [WORK]...
#
# WORK is among url, load, single (default: all). ROUNDS (default 5) and WORKERS
# (default 2) may be set; SCRATCH names the folder for the files (default: a new one
# under /tmp).
set -eu
cd "$(dirname "$0")/../.."
works=${*:-url load single}
rows=${ROWS:-1000000}
singles=${SINGLES:-3000}
rounds=${ROUNDS:-5}
workers=${WORKERS:-2}
servers=$PWD/build/servers

sh tests/servers/install.sh "$servers"
[ -e "$servers/installed" ] || exit 77
. tests/bench/times.sh
csv=$scratch/t.csv
generate narrow "$rows" >"$csv"

nodes=
stop_nodes() {
  # shellcheck disable=SC2086 # a list of processes
  [ -z "$nodes" ] || kill -9 $nodes 2>/dev/null || true
  nodes=
}
trap 'stop_nodes; wait; rm -rf "$scratch"' EXIT

# Ports below those that Linux gives to connections.
first=$((10000 + $$ % 20000))
url=rqlite://127.0.0.1:$first,127.0.0.1:$((first + 1)),127.0.0.1:$((first + 2))

# Waits until the node at port $1 knows who leads.
await_node() {
  tries=0
  until curl -sf -m 2 -o /dev/null "http://127.0.0.1:$1/readyz"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { tail -n 5 "$scratch"/log* >&2; exit 1; }
    sleep 0.1
  done
}

# New nodes, of which the first leads.
start_nodes() {
  stop_nodes
  wait
  rm -rf "$scratch"/node?
  join=
  for i in 0 1 2; do
    # shellcheck disable=SC2086 # two words
    "$servers/bin/rqlited" -node-id "$i" -http-addr "127.0.0.1:$((first + i))" \
      -raft-addr "127.0.0.1:$((first + 3 + i))" $join "$scratch/node$i" \
      >"$scratch/log$i" 2>&1 &
    nodes="$nodes $!"
    await_node $((first + i))
    join="-join 127.0.0.1:$((first + 3))"
  done
}

leader=http://127.0.0.1:$first
post() {  # post PATH TYPE DATA
  curl -sf -X POST -H "Content-Type: $2" --data-binary "$3" "$leader/db/$1"
}
# What is in the table is what was sent.
expect_rows() {
  found=$(post 'query?level=strong' application/json '["SELECT count(*) FROM t"]' |
    sed 's/.*\[\[\([0-9]*\)\]\].*/\1/')
  [ "$found" = "$1" ] || { echo "cluster.sh: $found rows of $1" >&2; exit 1; }
}

import_url() {
  build/bench/csvimport -q --workers "$workers" --table t "$csv" "$url" &
  process=$!
  # The highest so far; the last look is the one that counts.
  while peak=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' \
    "/proc/$process/status" 2>/dev/null) && [ -n "$peak" ]; do
    echo "$peak" >"$scratch/peak.last"
    sleep 0.02
  done
  wait "$process"
}
import_load() {
  rm -f "$scratch/t.db"
  build/bench/csvimport -q --workers "$workers" --table t "$csv" "$scratch/t.db"
  post load application/octet-stream "@$scratch/t.db" >"$scratch/answer"
}
import_single() {
  curl -sf -X POST -H 'Content-Type: application/json' -o /dev/null \
    -d '["INSERT INTO t VALUES(1, 12.34, 56, 1)"]' \
    "$leader/db/execute?n=[1-$singles]"
}

measure() {  # measure WORK
  start_nodes
  count=$rows
  if [ "$1" = single ]; then
    post execute application/json \
      '["CREATE TABLE t (id INTEGER, area REAL, age INTEGER, active INTEGER)"]' \
      >"$scratch/answer"
    count=$singles
  fi
  timed "$1" "import_$1"
  expect_rows "$count"
  [ "$1" != url ] || cat "$scratch/peak.last" >>"$scratch/peaks"
}

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for work in $works; do measure "$work"; done
done

# The median, and the spread.
speed() {  # speed NAME ROWS
  sort -rn "$scratch/$1.times" | awk -v rows="$2" '{ v[NR] = rows / $1 }
    END { printf "%.0f rows/s (%.0f to %.0f)", v[int((NR + 1) / 2)], v[1], v[NR] }'
}

echo "$rows rows, $workers workers, 3 nodes; median of $rounds rounds, spread"
for work in $works; do
  case $work in
    url) name='csvimport, URL' count=$rows ;;
    load) name='csvimport, then /db/load' count=$rows ;;
    single) name="single INSERTs, $singles" count=$singles ;;
  esac
  printf '%-26s%s\n' "$name" "$(speed "$work" "$count")"
done
if [ -e "$scratch/peaks" ]; then
  echo "peak memory of csvimport: $(sort -n "$scratch/peaks" | tail -n 1) kB"
fi
