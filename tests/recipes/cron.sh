#!/bin/sh
# Runs the crontab line of README.md as cron does.
# shellcheck source=tests/recipes/recipe.sh
. "$(dirname "$0")/recipe.sh"

line=$(block /etc/cron.d/csvimport-shop | grep '^[0-9*]')
expect "lines in the crontab" "$(echo "$line" | wc -l)" 1

# Five fields of time and the user; then up to the first % that is not escaped.
command=$(echo "$line" | sed -E 's/^([^ ]+ +){5}shop +//')
if echo "$command" | sed 's/\\%//g' | grep -q %; then
  fail "a % without a backslash would end the command: $command"
fi
command=$(echo "$command" | sed 's/\\%/%/g')

# What would be mailed.
run() {
  env -i HOME="$root" SHELL=/bin/sh PATH=/usr/bin:/bin \
    /bin/sh -c "cd '$root'; $command" 2>&1
}

bring monday.csv 'id,day\n1,31.12.2025\n2,01.01.2026\n'
expect "the first mail" "$(run)" ""
expect_rows "1 2025-12-31, 2 2026-01-01"
expect "the mail where nothing is new" "$(run)" ""
expect_rows "1 2025-12-31, 2 2026-01-01"

bring tuesday.csv 'id,day\n3,02.01.2026\n'
run >"$root/mail.1" & run >"$root/mail.2"
wait
expect "the mails of two runs at once" "$(cat "$root/mail.1" "$root/mail.2")" ""
expect_rows "1 2025-12-31, 2 2026-01-01, 3 2026-01-02"

bring bad.csv 'id,day\n4,03.01.2026\n5\n'
expect "the mail about bad data" "$(run)" \
  "error: $input/bad.csv:3: expected 2 fields, got 1
exit status 1"
expect_rows "1 2025-12-31, 2 2026-01-01, 3 2026-01-02"

command=$(echo "$command" | sed 's/ -q / -q --on-error skip /')
expect "the mail about rejected records" "$(run)" "exit status 3"
expect_rows "1 2025-12-31, 2 2026-01-01, 3 2026-01-02, 4 2026-01-03"

[ -s "$log" ] || fail "the log is empty"
