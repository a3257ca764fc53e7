#!/bin/sh
# Installs DuckDB from npm, which Debian does not have, into the folder that is its
# argument. Does nothing where it is there. Status 77, with a word, where npm is not
# there or reaches no registry.
set -eu

folder=${1:?usage: install.sh FOLDER}
package=@duckdb/node-api@1.5.6-r.1

skip() {
  echo "install.sh: DuckDB is left out: $*"
  exit 77
}

[ "$(cat "$folder/installed" 2>/dev/null)" != "$package" ] || exit 0
command -v npm >/dev/null || skip "npm is not there"
# In a folder with a package.json of its own npm looks no further up.
mkdir -p "$folder"
echo '{"private": true}' >"$folder/package.json"
npm_config_update_notifier=false npm install --prefix "$folder" --ignore-scripts \
  --save-exact --prefer-offline --no-audit --no-fund --fetch-retries 1 \
  --fetch-timeout 20000 "$package" >"$folder/log" 2>&1 ||
  skip "$(grep -m 1 'npm ERR!\|npm error' "$folder/log" || tail -n 1 "$folder/log")"
echo "$package" >"$folder/installed"
