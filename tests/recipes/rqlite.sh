#!/bin/sh
# Starts three nodes of rqlite with a table, and imports into them, as README.md says.
# shellcheck source=tests/recipes/servers.sh
. "$(dirname "$0")/servers.sh"

ports=$(other_ports 4001 4002 4003 4004 4005 4006)

# What the node at port $1 has itself of the table.
rows_of() {
  curl -fsS "http://$(address "$1")/db/query?level=none" \
    -H 'Content-Type: application/json' -d '["SELECT * FROM orders"]' |
    jq -c '.results[0].values'
}
has_orders() {
  [ "$(rows_of "$1")" = "$orders" ]
}

run_block "to start rqlite with a table"
for port in 4001 4003 4005; do await has_orders "$port"; done
expect "/boot of three nodes" "$(curl -s -XPOST \
  "http://$(address 4001)/boot" --upload-file orders.db)" "not single-node"

printf 'id,day\n2,10115\n4,2026-01-01\n' >orders.csv
orders='[[1,"2025-12-31"],[2,"10115"],[3,null],[4,"2026-01-01"]]'
run_block "to import into rqlite while it runs"
for port in 4001 4003 4005; do await has_orders "$port"; done
