#!/bin/sh
# Checks that src/README.md, the map, is true: it lists the folders that are
# there, each file and name in backquotes, as in `csv/syntax: Syntax`, exists,
# and no folder includes one that stands above it in the list.
set -eu
cd "$(dirname "$0")/.."

map=src/README.md
failed=0
complain() {
  echo "check_map.sh: $*" >&2
  failed=1
}

# The rooms from the lowest to the highest: "  base/   errors, ..." in the map.
rooms=$(sed -n 's,^  \([a-z_]*\)/  *[^ ].*,\1,p' "$map" | tac)
there=$(cd src && ls -d */ | tr -d / | sort)
if [ "$(echo "$rooms" | sort)" != "$there" ]; then
  complain "$map lists other folders than src/ has"
fi

# An include of a room that is not below the including one.
below=
for room in $rooms; do
  below="$below $room"
  for other in $(sed -n 's,^#include "\([a-z_]*\)/.*,\1,p' "src/$room"/*.?pp |
    sort -u); do
    case " $below " in
      *" $other "*) ;;
      *) complain "$room/ includes $other/, which is above it:" \
        "$(grep -l "^#include \"$other/" "src/$room"/*.?pp | tr '\n' ' ')" ;;
    esac
  done
done

# Names in a file: each part of A::b has to be a word of it. And files and
# folders, of src/ and of tests/, that are named alone.
named=$(grep -o '`[a-z_]*[a-z0-9_/]*: ~*[A-Za-z0-9_:]*`' "$map" | tr -d '`' |
  tr -d ' ' | sort -u)
for place in $named; do
  file=${place%%:*}
  if ! ls src/"$file".?pp >/dev/null 2>&1; then
    complain "$map names $file, which is not there"
    continue
  fi
  for name in $(echo "${place#*:}" | tr ':~' '  '); do
    grep -qw -- "$name" src/"$file".?pp ||
      complain "$map names $name, which is not in $file"
  done
done
for file in $(grep -o '`[a-z_]*/[a-z0-9_]*`' "$map" | tr -d '`' | sort -u); do
  [ -d "src/$file" ] || [ -d "$file" ] ||
    ls src/"$file".?pp tests/"$file".?pp 2>/dev/null | grep -q . ||
    complain "$map names $file, which is not there"
done

exit "$failed"
