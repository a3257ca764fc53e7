#!/bin/sh
# Installs what is needed, builds, and runs all tests but the long ones.
# CSVIMPORT_BUILD names the build folder (default: build), CSVIMPORT_CTEST_ARGS
# says which tests (default: -LE long), further arguments go to cmake.
set -eu
cd "$(dirname "$0")/.."

sh tests/install.sh build test
build=${CSVIMPORT_BUILD:-build}
# Many files at a time compile in half the time.
cmake -S . -B "$build" -DCSVIMPORT_TESTS=ON -DCMAKE_UNITY_BUILD=ON "$@"
cmake --build "$build" -j "$(nproc)"
exec ctest --test-dir "$build" --output-on-failure -j "$(nproc)" \
  ${CSVIMPORT_CTEST_ARGS:--LE long}
