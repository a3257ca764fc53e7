#!/bin/sh
# Measures csvimport beside its rivals in one command: installs what is needed,
# builds, and hands its arguments to tests/bench/all, of which --help tells.
#
#   sh tests/bench/all.sh --results tests/bench/results --readme README.md
#   sh tests/bench/all.sh --scale 0.01 --rounds 1 narrow wide
#
# The first one is the whole run, and writes its part of README.md anew: half an
# hour, on a machine that does nothing else.
set -eu
cd "$(dirname "$0")/../.."

sh tests/install.sh build bench
sh tests/bench/install.sh build/rivals || [ $? -eq 77 ]
cmake -S . -B build/bench -DCSVIMPORT_BENCHMARKS=ON >/dev/null
cmake --build build/bench -j "$(nproc)" --target csvimport generate >/dev/null
exec python3 tests/bench/all "$@"
