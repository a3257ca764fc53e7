#!/bin/sh
# A day of cron, played through: 48 runs against one database, in turns of files that
# come (--once) and of one that grows (--tail). There are files that are bad, changed
# or known by another name, runs that find nothing new, that are killed, locked out or
# have no room on the disk, and both the growing file and the log are rotated. In the
# end there is one ledger, one log, and tables that have what was fed, once.
#   sh tests/cron_day.sh /PATH/OF/csvimport
# Prints a line for each run: its number, exit status, and what is special about it.
set -eu

case ${1:-} in
  /*) csvimport=$1 ;;
  *) echo "usage: $0 /PATH/OF/csvimport" >&2; exit 2 ;;
esac

# A namespace of its own has the disk that gets full, and takes it along.
if [ -z "${CRON_DAY_DISK:-}" ]; then
  if unshare -m true 2>/dev/null; then
    CRON_DAY_DISK=own exec unshare -m sh "$0" "$csvimport"
  fi
  CRON_DAY_DISK=none
fi

dir=$(mktemp -d)
lock_holder=
clean_up() {
  [ -z "$lock_holder" ] || kill "$lock_holder" 2>/dev/null || true
  umount "$dir/disk" 2>/dev/null || true
  rm -rf --one-file-system "$dir"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir "$dir/disk" "$dir/in" "$dir/fed"
if [ "$CRON_DAY_DISK" = own ]; then
  mount -t tmpfs -o size=256m none "$dir/disk" 2>/dev/null || CRON_DAY_DISK=none
fi
[ "$CRON_DAY_DISK" = own ] ||
  echo "cron_day.sh: cannot mount a file system, so no disk gets full"

database=$dir/disk/day.db
log=$dir/day.log
visits=$dir/visits.csv
runs=0
next_id=1

fail() {
  echo "cron_day.sh: run $runs: $*" >&2
  [ ! -s "$dir/out" ] || sed 's/^/  it said: /' "$dir/out" >&2
  exit 1
}

expect() {
  [ "$2" = "$3" ] || fail "$1: expected \"$3\", found \"$2\""
}

# The records of $1 rows for table $2, which are taken down as fed.
rows() {
  awk -v n="$1" -v id="$next_id" -v table="$2" \
    'BEGIN { for (; n > 0; --n) print id "," table " " id++ }' |
    tee -a "$dir/fed/$2"
  next_id=$((next_id + $1))
}

# A file of $2 rows, $1, which is moved into the folder when it is whole.
bring() {
  { echo "id,text"; rows "$2" orders; } >"$dir/$1"
  mv "$dir/$1" "$dir/in/$1"
}

# How csvimport is called by both lines of the crontab.
start() {
  # shellcheck disable=SC2086 # two words, or none
  exec "$csvimport" --log-file "$log" --timeout 0.2 "$@" "$database"
}

orders() {
  echo --once -t orders "$dir/in"
}

tail_of_visits() {
  echo --tail -t visits "$visits"
}

# Runs it with `$3`, expects exit status $1, and tells $2.
run() {
  runs=$((runs + 1))
  status=0
  # shellcheck disable=SC2086 # words
  (start $3) >"$dir/out" 2>&1 || status=$?
  told "$status" "$2"
  expect "exit status" "$status" "$1"
  echo "$status" >>"$dir/statuses"
}

told() {
  printf '%2d  %3d  %s\n' "$runs" "$1" "$2"
}

expect_word() {
  grep -q -e "$1" "$dir/out" || fail "does not say \"$1\""
}

# Kills it as soon as it has begun to stage rows.
run_and_kill() {
  runs=$((runs + 1))
  # shellcheck disable=SC2086 # words
  (start $1) >"$dir/out" 2>&1 &
  pid=$!
  until ls "$dir/disk/".day.db.csvimport-* >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || fail "it ended before it could be killed"
  done
  kill -9 "$pid"
  status=0
  wait "$pid" || status=$?
  told "$status" "killed"
  expect "exit status" "$status" 137
  expect_sound
}

# Another process holds the write lock meanwhile.
run_locked() {
  mkfifo "$dir/commands"
  sqlite3 "$database" <"$dir/commands" &
  lock_holder=$!
  exec 9>"$dir/commands"
  printf 'BEGIN IMMEDIATE;\n.shell touch %s/held\n' "$dir" >&9
  until [ -e "$dir/held" ]; do sleep 0.01; done
  run 4 "locked" "$1"
  exec 9>&-
  wait "$lock_holder"
  lock_holder=
  rm "$dir/commands" "$dir/held"
  expect_word "locked by another process"
}

run_full() {
  if [ "$CRON_DAY_DISK" = none ]; then
    run 0 "would be a full disk" "$1"
    return
  fi
  cat /dev/zero >"$dir/disk/filler" 2>/dev/null || true
  run 4 "disk full" "$1"
  rm "$dir/disk/filler"
  expect_sound
}

# Expects a run that finds nothing new, and writes nothing.
run_idle() {
  before=$(stat -c '%y %s' "$database" && cksum "$database")
  run 0 "$1" "$2"
  expect "the database" "$(stat -c '%y %s' "$database" && cksum "$database")" \
    "$before"
}

expect_sound() {
  expect "integrity" "$(sqlite3 "$database" 'PRAGMA integrity_check')" ok
}

run_orders() {
  case $1 in
    3) run_idle "nothing new" "$(orders)" ;;
    5)
      bring bad.csv 10
      cp "$dir/in/bad.csv" "$dir/right"
      sed -i '5s/,/;/' "$dir/in/bad.csv"
      run 1 "bad file" "$(orders)"
      expect_word "bad.csv:5: expected 2 fields, got 1"
      cp "$dir/right" "$dir/in/bad.csv"
      ;;
    8) bring big.csv 500000; run_and_kill "$(orders)" ;;
    11) bring locked.csv 10; run_locked "$(orders)" ;;
    14) bring full.csv 10; run_full "$(orders)" ;;
    17)
      cp "$dir/in/orders_01.csv" "$dir/in/again.csv"
      run_idle "known by another name" "$(orders)"
      rm "$dir/in/again.csv"
      ;;
    20)
      cp "$dir/in/orders_01.csv" "$dir/right"
      echo '0,changed' >>"$dir/in/orders_01.csv"
      run 1 "changed file" "$(orders)"
      expect_word "has changed since it was imported"
      cp "$dir/right" "$dir/in/orders_01.csv"
      ;;
    *)
      bring "orders_$(printf %02d "$1").csv" 100
      run 0 "new file" "$(orders)"
      ;;
  esac
}

run_visits() {
  case $1 in
    0)
      { echo "id,text"; rows 50 visits; } >"$visits"
      run 0 "a file that will grow" "$(tail_of_visits)"
      ;;
    2)
      rows 1 visits >"$dir/line"
      head -c 4 "$dir/line" >>"$visits"
      run_idle "half a line" "$(tail_of_visits)"
      tail -c +5 "$dir/line" >>"$visits"
      ;;
    4) run_idle "nothing gained" "$(tail_of_visits)" ;;
    6)
      mv "$visits" "$visits.1"
      { echo "id,text"; rows 20 visits; } >"$visits"
      run 0 "rotated" "$(tail_of_visits)"
      expect_word "^warning"
      ;;
    9) rows 500000 visits >>"$visits"; run_and_kill "$(tail_of_visits)" ;;
    12) rows 10 visits >>"$visits"; run_locked "$(tail_of_visits)" ;;
    15) rows 10 visits >>"$visits"; run_full "$(tail_of_visits)" ;;
    18)
      cp "$visits" "$dir/right"
      echo '0,too,many' >>"$visits"
      run 1 "bad line" "$(tail_of_visits)"
      expect_word "visits.csv:$(wc -l <"$visits"): expected 2 fields, got 3"
      cp "$dir/right" "$visits"
      ;;
    *)
      rows 30 visits >>"$visits"
      run 0 "grown" "$(tail_of_visits)"
      ;;
  esac
}

for hour in $(seq 0 23); do
  run_orders "$hour"
  run_visits "$hour"
  # As logrotate does it.
  if [ "$hour" -eq 12 ]; then mv "$log" "$log.1"; fi
done
expect "runs" "$runs" 48

# Tables that have what was fed, once.
expect_sound
expect "files beside the database" "$(ls -A "$dir/disk")" day.db
for fed in "$dir/fed/"*; do
  table=$(basename "$fed")
  sort -n "$fed" >"$dir/expected"
  sqlite3 -separator , "$database" "SELECT id, text FROM $table ORDER BY id" \
    >"$dir/found"
  cmp "$dir/expected" "$dir/found" || fail "$table is not what was fed"
done

# One ledger, which has each file.
expect "files of the ledger" \
  "$(sqlite3 "$database" "SELECT name FROM csvimport_files
      WHERE table_name = 'orders' ORDER BY name")" \
  "$(find "$dir/in" -type f | LC_ALL=C sort)"
expect "rows by the ledger" \
  "$(sqlite3 "$database" "SELECT sum(rows) FROM csvimport_files")" \
  "$(cat "$dir/fed/"* | wc -l)"
"$csvimport" --history "$database" >"$dir/out"
for file in "$dir/in/"*; do
  expect "lines of the history about $file" "$(grep -c "$file\$" "$dir/out")" 1
done

# One log, which tells of each run but those that were killed.
expect "statuses in the log" \
  "$(cat "$log.1" "$log" | sed -n 's/.* run: status=\([0-9]*\) .*/\1/p')" \
  "$(cat "$dir/statuses")"
echo "== $runs runs: $(grep -c '^0$' "$dir/statuses") ended with 0,\
 $(grep -cv '^0$' "$dir/statuses") with another status,\
 $((runs - $(wc -l <"$dir/statuses"))) by a kill;\
 $(cat "$dir/fed/"* | wc -l) rows, each in once"
