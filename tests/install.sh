#!/bin/sh
# Installs what the arguments name, with apt, as root or through sudo:
#   build   what csvimport is built with
#   demo    what data/demo.sh shows the result with
#   test    what its tests and benchmarks need beside that
#   bench   what tests/bench/all.sh measures it beside
#   check   what the formatting and lint checks need
#   fuzz    what the fuzz target is built with
#   package what the Debian package is made and tried with
set -eu

packages=
for purpose in "$@"; do
  case $purpose in
    build) packages="$packages g++ cmake make libcli11-dev libfccp-dev
      libsqlitecpp-dev libsqlite3-dev libspdlog-dev
      nlohmann-json3-dev libarchive-dev libisal-dev liblz4-dev libxxhash-dev
      libcurl4-openssl-dev" ;;
    demo) packages="$packages sqlite3" ;;
    test) packages="$packages libgtest-dev libbenchmark-dev sqlite3 gzip bzip2
      xz-utils zstd lz4 zip zsh fish man-db systemd logrotate chromium
      curl jq openssl slurm-wlm python3 time" ;;
    bench)
      packages="$packages libbenchmark-dev sqlite3 gzip zstd python3 time
        sqlite-utils csvkit"
      # That of NodeSource has npm, with which Debian's clashes.
      command -v npm >/dev/null || packages="$packages nodejs npm" ;;
    check) packages="$packages clang-format clang-tidy" ;;
    fuzz) packages="$packages clang libclang-rt-14-dev" ;;
    package) packages="$packages dpkg-dev file lintian debootstrap" ;;
    *) echo "install.sh: unknown purpose: $purpose" >&2; exit 2 ;;
  esac
done

missing=
for package in $packages; do
  status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
  case $status in
    ii*) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  as_root=sudo
  if ! command -v sudo >/dev/null; then
    echo "install.sh: as root, run: apt-get install$missing" >&2
    exit 1
  fi
fi
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
  --no-install-recommends $missing
