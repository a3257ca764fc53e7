#!/bin/sh
# Has Litestream copy a database as README.md says, while csvimport imports into it,
# and compares what it restores. Skipped where npm cannot get it.
# shellcheck source=tests/recipes/recipe.sh
. "$(dirname "$0")/recipe.sh"

command -v npm >/dev/null || skip "npm is not there"
# All but the last line, which is for root: npm's cache has it the next time.
install=$(block "once, as root, for Litestream" | grep -v '^install ' |
  sed "s,^npm install,& --prefer-offline --no-audit --no-fund --fetch-retries 1,")
if ! npm_config_update_notifier=false sh -ec "$install" >"$root/out" 2>&1; then
  skip "npm could not install Litestream: $(tail -3 "$root/out")"
fi
litestream=$root/usr/local/bin/litestream
expect "the version" "$("$litestream" version)" \
  "v$(sed -n 's/.*npm has its version \([0-9.]*[0-9]\).*/\1/p' "$readme")"

settings=$root/litestream.yml
block /etc/litestream.yml >"$settings"
start=$(block /etc/systemd/system/litestream-shop.service |
  sed -n "s,/etc/litestream.yml,$settings,; s/^ExecStart=//p")
restore=$(block "to look at the copy" | sed "/^#/d; s,^litestream,$litestream,
  s,/etc/litestream.yml,$settings,; s,copy.db,$root/copy.db,")

replicate() {
  $start >>"$root/log" 2>&1 &
  background=$!
}

# Its status says nothing: it is not 0 where it was about to do something.
stop() {
  kill "$background"
  wait "$background" || true
  background=
}

# What is in a database, but for Litestream's own tables.
contents() {
  sqlite3 "$1" '.dump orders' '.dump csvimport_files' | sha256sum
}

restore_copy() {
  rm -f "$root/copy.db"*
  sh -c "$restore" >"$root/out" 2>&1
}

# Waits until the copy is as the database is.
expect_copy() {
  tries=0
  until restore_copy &&
    [ "$(contents "$root/copy.db")" = "$(contents "$database")" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "$1: the copy differs: $(cat "$root/out")"
    sleep 0.2
  done
  expect "$1: integrity of the copy" \
    "$(sqlite3 "$root/copy.db" 'PRAGMA integrity_check')" ok
}

import() {
  "$csvimport" -q --once -t orders "$@" "$input" "$database"
}

# $1 records whose ids begin at $2.
records() {
  awk -v n="$1" -v id="$2" 'BEGIN {
    print "id,day"
    for (; n > 0; --n) print id++ ",day " n }'
}

replicate
records 20000 1 >"$input/a.csv"
import
expect_copy "a new database"
expect "the journal mode" "$(sqlite3 "$database" 'PRAGMA journal_mode')" wal

records 50000 100 >"$input/a.csv"
import --if-exists replace
expect_copy "--if-exists replace"
sqlite3 "$database" VACUUM
for part in 1 2 3 4 5 6 7 8 9 10; do
  records 2000 "${part}00000" >"$input/$part.csv"
  import
done
expect_copy "ten more imports"
expect "rows of the copy" \
  "$(sqlite3 "$root/copy.db" 'SELECT count(*) FROM orders')" 70000
records 3 1 >"$input/a.csv"
import --if-exists truncate --index day
expect_copy "--if-exists truncate"

# A database that was removed is not seen to come back until it starts again.
old=$(contents "$database")
rm -f "$database"*
import
sleep 2
restore_copy
expect "the copy of what was removed" "$(contents "$root/copy.db")" "$old"
stop
replicate
expect_copy "after another start"

# The ledger comes back with the rows.
stop
rm -f "$database"*
"$litestream" restore -config "$settings" "$database" >"$root/out" 2>&1 ||
  fail "cannot restore: $(cat "$root/out")"
kept=$(contents "$database")
import
expect "what a run behind that changes" "$(contents "$database")" "$kept"
