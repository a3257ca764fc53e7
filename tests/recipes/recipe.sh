# Sourced by the tests of README.md's recipes, which get the path of csvimport as
# their first argument. Gives them a scratch folder, $root, and the recipes' blocks
# with their paths in it; the folder goes when they end.
# shellcheck shell=sh
set -eu

recipe=$(basename "$0" .sh)
case ${1:-} in
  /*) csvimport=$1 ;;
  *) echo "usage: $0 /PATH/OF/csvimport" >&2; exit 2 ;;
esac
readme=$(dirname "$0")/../../README.md

root=$(mktemp -d)
background=
clean_up() {
  # shellcheck disable=SC2086 # a list of processes
  [ -z "$background" ] || kill $background 2>/dev/null || true
  wait
  rm -rf --one-file-system "$root"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -p "$root/var/lib/shop" "$root/var/log/csvimport" "$root/var/backups/shop" \
  "$root/srv/shop/in" "$root/opt" "$root/usr/local/bin"
input=$root/srv/shop/in
database=$root/var/lib/shop/shop.db
# shellcheck disable=SC2034 # for those that source it
log=$root/var/log/csvimport/shop.log

fail() {
  echo "$recipe.sh: $*" >&2
  exit 1
}

# ctest takes this status for a test that was skipped.
skip() {
  echo "$recipe.sh: skipped: $*"
  exit 77
}

# What stands in README.md's block that begins with the line "# $1".
block_as_it_is() {
  awk -v head="# $1" '
    /^```/ { if (found) exit; inside = !inside; first = inside; next }
    inside && first { found = $0 == head; first = 0 }
    found' "$readme" | grep . || fail "README.md has no block of $1"
}

# The same for this csvimport and the scratch folder.
block() {
  block_as_it_is "$1" | localized
}

localized() {
  sed -e "s,\(^\|[ =]\)/\(var\|srv\|opt\|usr/local\)/,\1$root/\2/,g" \
    -e "s,/usr/bin/csvimport,$csvimport,g"
}

# Brings a file in as the recipes have it: $1 is its name, $2 its lines.
bring() {
  printf '%b' "$2" >"$root/srv/shop/$1"
  mv "$root/srv/shop/$1" "$input/$1"
}

expect() {
  [ "$2" = "$3" ] || fail "$1: expected \"$3\", found \"$2\""
}

expect_rows() {
  expect "rows of $database" \
    "$(sqlite3 "$database" "SELECT group_concat(id || ' ' || day, ', ')
        FROM (SELECT id, day FROM orders ORDER BY id)")" "$1"
}
