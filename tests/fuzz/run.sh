#!/bin/sh
# Builds the fuzz target and runs it for so many seconds (default: 60), on all
# cores, from the corpus and whatever CSVIMPORT_FUZZ_CORPUS holds; what is new
# goes there. An input that fails is left in the build folder, and named.
set -eu
cd "$(dirname "$0")/../.."

sh tests/install.sh build fuzz
seconds=${1:-60}
build=${CSVIMPORT_BUILD:-build/fuzz}
cmake -S . -B "$build" -DCSVIMPORT_FUZZ=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -gline-tables-only" \
  -DCMAKE_CXX_COMPILER=clang++
cmake --build "$build" -j "$(nproc)" --target import_fuzzer

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
corpus=${CSVIMPORT_FUZZ_CORPUS:-$scratch/corpus}
found=$build/found
mkdir -p "$corpus" "$found"
fuzzer=$build/tests/fuzz/import_fuzzer

# First what is known: the log ends with the input that fails.
if ! "$fuzzer" tests/fuzz/corpus/* >"$scratch/log" 2>&1; then
  cat "$scratch/log" >&2
  exit 1
fi

status=0
TMPDIR=$scratch "$fuzzer" -fork="$(nproc)" -max_total_time="$seconds" \
  -rss_limit_mb=1024 -timeout=10 -dict=tests/fuzz/csv.dict \
  -artifact_prefix="$found/" "$corpus" tests/fuzz/corpus \
  >"$scratch/log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  cat "$scratch/log" >&2
  grep 'Test unit written' "$scratch/log" >&2 || true
  exit 1
fi
grep '^#' "$scratch/log" | tail -1
