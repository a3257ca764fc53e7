# Sourced by the tests of README.md's recipes for servers, which get the folder of
# these (tests/servers/install.sh) as their second argument: in a folder of their
# own, $root/work, they find orders.csv, and csvimport and servers by name.
# shellcheck shell=sh
# shellcheck source=tests/recipes/recipe.sh
. "$(dirname "$0")/recipe.sh"

servers=${2:?usage: $0 /PATH/OF/csvimport /FOLDER/OF/SERVERS}
[ -e "$servers/installed" ] || skip "the servers are not installed"
for tool in curl jq; do
  command -v "$tool" >/dev/null ||
    fail "$tool is missing; tests/install.sh test installs it"
done
readme=$(realpath "$readme")
: >"$root/log"
mkdir "$root/work" "$root/bin"
cd "$root/work"
ln -s "$csvimport" "$root/bin/csvimport"
# Of its own choice: wrangler is a script, and asks for newer versions of itself.
export CI=1 WRANGLER_SEND_METRICS=false XDG_CONFIG_HOME="$root" \
  npm_config_registry=http://127.0.0.1:9
PATH=$root/bin:$servers/bin:$PATH
printf 'id,day\n1,2025-12-31\n2,01067\n3,\n' >orders.csv
# shellcheck disable=SC2034 # for those that source it
orders='[[1,"2025-12-31"],[2,"01067"],[3,null]]'

# Whether nobody listens at port $1 of loopback.
is_free() {
  status=0
  curl -s -m 1 "http://127.0.0.1:$1/" >/dev/null 2>&1 || status=$?
  [ "$status" -eq 7 ]
}

# Writes sed's script that gives each port of the arguments a free one, below those
# that Linux gives to connections.
other_ports() {
  port=$((10000 + $$ % 20000))
  for old in "$@"; do
    port=$((port + 1))
    until is_free "$port"; do port=$((port + 1)); done
    printf '%s\n' "s/:$old\\b/:$port/g"
  done
}

# Has a shell run the block $1 as it is with other ports, in $ports, and other
# paths; what it leaves running is ended with the test.
run_block() {
  # shellcheck disable=SC2154 # theirs
  block "$1" | sed "$ports" >"$root/block"
  # shellcheck disable=SC2016 # for that shell
  sed -i 's/ &$/ >>"$root\/log" 2>\&1 \& background="$background $!"/' "$root/block"
  # shellcheck source=/dev/null # what is in README.md
  . "$root/block"
}

# Waits until the command $@ does not fail.
await() {
  tries=0
  until "$@" >"$root/out" 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || fail "$*: $(cat "$root/out" "$root/log")"
    sleep 0.1
  done
}

# 127.0.0.1:$1, as the block has it.
address() {
  echo "127.0.0.1:$1" | sed "$ports"
}
