#!/bin/sh
# Loads a table into D1 as README.md says, but for the place: one that wrangler keeps
# on this machine.
# shellcheck source=tests/recipes/servers.sh
. "$(dirname "$0")/servers.sh"

cat >wrangler.toml <<'END'
name = "shop"
compatibility_date = "2025-01-01"
[[d1_databases]]
binding = "DB"
database_name = "shop"
database_id = "00000000-0000-0000-0000-000000000000"
END
block "to load into D1" | sed 's/ --remote / --local --persist-to data /' >"$root/block"
grep -q ' --local ' "$root/block" || fail "the block has no --remote"
sh -e "$root/block" >"$root/out" 2>&1 || fail "$(cat "$root/out")"
expect "rows of D1" "$(sqlite3 -json data/v3/d1/*/*.sqlite 'SELECT * FROM orders' |
  jq -c 'map([.id, .day])')" "$orders"
