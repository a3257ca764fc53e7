# What the benchmarks share, which read it with "." at the top of the
# repository. Builds csvimport and the generator of rows, and makes the folder
# $scratch, which goes at the end: under $SCRATCH, or a new one under /tmp.

sh tests/install.sh build test
cmake -S . -B build/bench -DCSVIMPORT_BENCHMARKS=ON >/dev/null
cmake --build build/bench -j "$(nproc)" --target csvimport generate >/dev/null

if [ -n "${SCRATCH:-}" ]; then
  scratch=$SCRATCH/csvimport-bench
  mkdir -p "$scratch"
else
  scratch=$(mktemp -d)
fi
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

generate() { build/bench/tests/bench/generate "$@"; }

# Seconds of a round, for what is measured under that name.
note() { echo "$2" >> "$scratch/$1.times"; }
timed() {  # timed NAME COMMAND...
  name=$1
  shift
  sync
  start=$(date +%s.%N)
  "$@"
  note "$name" "$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')"
}

median() {
  sort -n "$scratch/$1.times" |
    awk '{ v[NR] = $1 } END { printf "%.3g s", v[int((NR + 1) / 2)] }'
}
spread() {
  sort -n "$scratch/$1.times" |
    awk '{ v[NR] = $1 } END { printf "%.3g to %.3g s", v[1], v[NR] }'
}
# The median of the ratios within each round, and their spread.
ratio() {
  paste "$scratch/$1.times" "$scratch/$2.times" | awk '{ print $1 / $2 }' |
    sort -n | awk '{ v[NR] = $1 }
      END { printf "%.2f x (%.2f to %.2f)", v[int((NR + 1) / 2)], v[1], v[NR] }'
}
