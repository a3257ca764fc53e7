#!/bin/sh
# Starts sqld with a table, and loads one into it, as README.md says.
# shellcheck source=tests/recipes/servers.sh
. "$(dirname "$0")/servers.sh"

ports=$(other_ports 8080)
rows() {
  jq -n '{requests: [{type: "execute", stmt: {sql: "SELECT * FROM orders"}}]}' |
    curl -fsS --data-binary @- "http://$(address 8080)/v2/pipeline" |
    jq -c '[.results[0].response.result.rows[] |
      map(if .type == "integer" then (.value | tonumber) else .value end)]'
}
has_orders() {
  [ "$(rows)" = "$orders" ]
}

run_block "to start sqld with a table"
await has_orders

load() {
  block "to load into a sqld that runs" | sed "$ports" | sh
}
! load >"$root/out" || fail "a load of keys that are there ends with 0"
has_orders || fail "a load that failed has changed the table"

curl -fsS "http://$(address 8080)/v2/pipeline" -d '{"requests":
  [{"type": "execute", "stmt": {"sql": "DROP TABLE orders"}}]}' >"$root/out"
load >"$root/out" || fail "cannot load: $(cat "$root/out")"
has_orders || fail "$(rows) is not what was loaded"
