#!/bin/sh
# Builds the Debian package, has lintian judge it, installs it with apt in a fresh
# Debian 12 that never had a compiler, and imports there what data/demo.sh does
# and each compressed format; sqlite3 from Debian is the judge. As root, as
# debootstrap and chroot demand. CSVIMPORT_BUILD names the build folder (default:
# build/package), which keeps the base of the chroot for the next run; further
# arguments go to cmake.
set -eu
cd "$(dirname "$0")/.."

fail() {
  echo "package.sh: $*" >&2
  exit 1
}

[ "$(id -u)" -eq 0 ] || fail "only root can make a chroot; run it as root"
command -v apt-get >/dev/null || fail "it takes a Debian 12; apt-get is missing"
sh tests/install.sh build package
command -v debootstrap >/dev/null || fail "debootstrap is missing; install it"

echo "== building the package"
build=${CSVIMPORT_BUILD:-build/package}
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON "$@"
cmake --build "$build" -j "$(nproc)"
rm -f "$build"/csvimport_*.deb
(cd "$build" && cpack -G DEB)
package=$(echo "$build"/csvimport_*.deb)
[ -f "$package" ] || fail "$build holds no package of csvimport"

echo "== lintian"
lintian --allow-root --fail-on error "$package"

scratch=$(mktemp -d)
trap 'rm -rf --one-file-system "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

base=$build/debian-12.tar
if [ ! -f "$base" ]; then
  echo "== a base of Debian 12"
  debootstrap --variant=minbase bookworm "$scratch/base" \
    http://deb.debian.org/debian >"$scratch/log" ||
    { tail "$scratch/log" >&2; fail "debootstrap could not make a Debian 12"; }
  tar -C "$scratch/base" -cf "$base.part" .
  mv "$base.part" "$base"
  rm -rf --one-file-system "$scratch/base"
fi

echo "== installing it in a fresh chroot"
root=$scratch/root
mkdir "$root"
tar -C "$root" -xf "$base"
inside() {
  chroot "$root" env HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}
inside true || fail "chroot does not work here"
# The network may have changed since the base was made.
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir "$root/work"
cp "$package" "$root/work/csvimport.deb"
cp -r data "$root/work/data"
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /work/csvimport.deb \
  >"$scratch/log" 2>&1 ||
  { cat "$scratch/log" >&2; fail "apt could not install the package"; }
for compiler in cc gcc g++ c++ clang cmake make; do
  if inside sh -c "command -v $compiler" >/dev/null; then
    fail "the chroot has $compiler, so it does not show what is needed"
  fi
done

echo "== what it says of itself"
# There, minimal systems leave out manual pages.
contents=$(dpkg-deb -c "$package")
for text in doc/csvimport/README.md man/man1/csvimport.1.gz \
  bash-completion/completions/csvimport \
  zsh/vendor-completions/_csvimport fish/vendor_completions.d/csvimport.fish; do
  echo "$contents" | grep "/usr/share/$text$" >/dev/null ||
    fail "the package lacks $text"
done
notices=$(inside cat /usr/share/doc/csvimport/copyright)
for library in libstdc++ lz4 spdlog fmt CLI11 SQLiteCpp; do
  echo "$notices" | grep -F "$library" >/dev/null ||
    fail "the package lacks the notice of $library"
done
inside csvimport --version

echo "== importing with it"
failed=0
import() {
  inside csvimport -q "$@" || failed=1
}
import /work/data/people.csv /work/people.db
for kind in csv.gz csv.bz2 csv.xz csv.zst csv.lz4; do
  import --table "$kind" "/work/data/orders.$kind" /work/orders.db
done
import --table zip /work/data/orders.zip /work/orders.db
awk 'BEGIN {
  print "id,area,age,active"
  for (id = 1; id <= 1000000; ++id)
    printf "%d,%.2f,%d,%d\n", id, id % 99991 / 100 + 1, 18 + id * 7 % 80, id % 2
}' >"$root/work/million.csv"
import /work/million.csv /work/million.db

# Only now, so that the imports had to do without it.
inside apt-get install -y -qq --no-install-recommends sqlite3 \
  >"$scratch/log" 2>&1 ||
  { cat "$scratch/log" >&2; fail "apt could not install sqlite3"; }
expect() {
  found=$(inside sqlite3 "/work/$1" "$2" 2>&1) || true
  if [ "$found" != "$3" ]; then
    echo "package.sh: $1: $2" >&2
    echo "expected: $3" >&2
    echo "found:    $found" >&2
    failed=1
  fi
}
expect people.db "SELECT count(*), sum(height_cm),
  group_concat(postcode, ' '), sum(note IS NULL) FROM people" \
  "5|672.5|01067 10025 78712 00911|1"
expect people.db "SELECT name, note FROM people WHERE id = 3" \
  "Alan Turing|two lines
of note"
for kind in csv.gz csv.bz2 csv.xz csv.zst csv.lz4 zip; do
  expect orders.db "SELECT quote(id), quote(item), quote(price) FROM \"$kind\"" \
    "1|'Pencil, soft'|0.85
2|'Ruler
30 cm'|2.5"
done
expect million.db "SELECT count(*), sum(id), round(sum(area), 2), sum(age),
  sum(active) FROM million" \
  "1000000|500000500000|500905045.45|57500000|500000"
for database in people.db orders.db million.db; do
  expect "$database" "PRAGMA integrity_check" ok
done
[ "$failed" -eq 0 ] || fail "the installed package does not import as it should"
echo "== $(basename "$package") works on a fresh Debian 12"
