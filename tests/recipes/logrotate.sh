#!/bin/sh
# Has logrotate rotate a log as README.md says, between runs of csvimport.
# shellcheck source=tests/recipes/recipe.sh
. "$(dirname "$0")/recipe.sh"
PATH=$PATH:/usr/sbin
command -v logrotate >/dev/null ||
  fail "logrotate is missing; tests/install.sh test installs it"

user=$(id -un)
group=$(id -gn)
rules=$root/rules
block /etc/logrotate.d/csvimport |
  sed "s,su shop shop,su $user $group," >"$rules"
chmod 644 "$rules"

# Problems it tells on stderr, and not all of them by its status.
rotate() {
  logrotate "$@" -s "$root/state" "$rules" >"$root/out" 2>&1 ||
    fail "logrotate $* failed: $(cat "$root/out")"
  if grep -v 'in debug mode' "$root/out" | grep -i '^\(error\|warning\)'; then
    fail "logrotate $* complains"
  fi
}

# A run of csvimport that brings record $1.
import() {
  bring "$1.csv" "id\n$1\n"
  "$csvimport" -q --once --log-file "$log" -t orders "$input" "$database"
}

rotate -d

import 1
cp "$log" "$root/first"
rotate -f
[ ! -e "$log" ] || fail "logrotate has left $log"
cmp "$log.1" "$root/first"

import 2
cp "$log" "$root/second"
cmp "$log.1" "$root/first"
rotate -f
cmp "$log.1" "$root/second"
gzip -dc "$log.2.gz" | cmp - "$root/first"

# No log, and an empty one: nothing to do.
rotate -f
: >"$log"
rotate -f
[ -e "$log" ] || fail "logrotate has rotated an empty log"

# What is wrong is seen.
echo "sometimes" >>"$rules"
if (rotate -d) >/dev/null 2>&1; then fail "wrong rules pass"; fi
