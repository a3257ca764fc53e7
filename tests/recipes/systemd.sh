#!/bin/sh
# Has systemd-analyze verify the units of README.md, and runs what the service
# starts where only its folders are writable.
# shellcheck source=tests/recipes/recipe.sh
. "$(dirname "$0")/recipe.sh"
command -v systemd-analyze >/dev/null ||
  fail "systemd-analyze is missing; tests/install.sh test installs it"

units=$root/units
mkdir "$units"
for unit in csvimport-shop.service csvimport-shop.timer csvimport-shop.path \
  litestream-shop.service; do
  block "/etc/systemd/system/$unit" >"$units/$unit"
done
# To be found by verify, a program must be there.
cp /bin/true "$root/usr/local/bin/litestream"

# Says what is wrong with the units. The status of verify is 0 for keys that it does
# not know, and other units of the machine may have problems of their own.
problems() {
  status=0
  systemd-analyze verify --man=no --recursive-errors=no "$units"/*.* \
    >"$root/out" 2>&1 || status=$?
  grep -e "$units" -e csvimport-shop -e litestream-shop "$root/out" || true
  [ "$status" -eq 0 ] || echo "status $status: $(cat "$root/out")"
}

found=$(problems)
[ -z "$found" ] || fail "systemd-analyze verify: $found"

# That problems are seen: $1 is a unit, $2 what to change in it.
expect_problem() {
  cp "$units/$1" "$root/right"
  sed -i "$2" "$units/$1"
  ! cmp -s "$units/$1" "$root/right" || fail "$2 changes nothing in $1"
  [ -n "$(problems)" ] || fail "verify takes $1 with $2"
  cp "$root/right" "$units/$1"
}
expect_problem csvimport-shop.service 's/^ExecStart=/&\/nowhere/'
expect_problem csvimport-shop.service 's/^ProtectHome=.*/ProtectHouse=yes/'
expect_problem csvimport-shop.service 's/@system-service/@some-services/'
expect_problem csvimport-shop.timer 's/03:15/at three/'
expect_problem csvimport-shop.path 's,=/,=,'
expect_problem litestream-shop.service 's/^ExecStart=.*//'

# Its exposure, in tenths: 0 is none, 100 all.
systemd-analyze security --offline=true --no-pager --threshold=15 \
  "$units/csvimport-shop.service" >"$root/out" 2>&1 ||
  fail "systemd-analyze security: $(tail -1 "$root/out")"

# The command as systemd reads it.
command=$(sed -n 's/^ExecStart=//p' "$units/csvimport-shop.service")
if echo "$command" | sed 's/%%//g' | grep -q %; then
  fail "a single % is a specifier: $command"
fi
command=$(echo "$command" | sed 's/%%/%/g')
bring monday.csv 'id,day\n1,31.12.2025\n'
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
  # As ProtectSystem=strict, StateDirectory=shop and LogsDirectory=csvimport do.
  confined=$root/confined
  cat >"$confined" <<EOF
set -eu
for folder in '$root/var/lib/shop' '$root/var/log/csvimport'; do
  mount --bind "\$folder" "\$folder"
done
for mount in / \$(awk '{ print \$2 }' /proc/mounts); do
  case \$mount in
    '$root'/* | /proc* | /sys* | /dev*) ;;
    *) mount -o remount,bind,ro "\$mount" 2>/dev/null || true ;;
  esac
done
if touch '$root/srv/shop/x' 2>/dev/null; then
  echo 'what should be read-only is not'
  exit 1
fi
$command
EOF
  unshare -m sh "$confined" >"$root/out" 2>&1 ||
    fail "with its folders alone writable: $(cat "$root/out")"
else
  echo "systemd.sh: not root, so nothing was made read-only"
  sh -c "$command" >"$root/out" 2>&1 || fail "$(cat "$root/out")"
fi
expect_rows "1 2025-12-31"
