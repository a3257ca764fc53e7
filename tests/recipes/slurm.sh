#!/bin/sh
# Has Slurm import files on several nodes and merge what they make, as README.md
# says, and compares that with an import of all files at once. The nodes are three
# daemons on this machine. Skipped where Slurm is not installed.
# shellcheck source=tests/recipes/recipe.sh
. "$(dirname "$0")/recipe.sh"

PATH=$root/usr/local/bin:/usr/sbin:$PATH
export PATH
for program in slurmctld slurmd sbatch; do
  command -v "$program" >/dev/null || skip "$program is not there"
done
[ "$(id -u)" -eq 0 ] || skip "Slurm's daemons want root"
ln -s "$csvimport" "$root/usr/local/bin/csvimport"

# Three ports in a row and one more, by chance free.
port=$((20000 + $$ % 10000))
mkdir "$root/state" "$root/spool"
host=$(uname -n)
cat >"$root/slurm.conf" <<END
ClusterName=shop
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$((port + 3))
SlurmUser=root
AuthType=auth/none
CredType=cred/none
StateSaveLocation=$root/state
SlurmctldPidFile=$root/slurmctld.pid
SlurmdPidFile=$root/slurmd-%n.pid
SlurmdSpoolDir=$root/spool/%n
SlurmctldLogFile=$root/slurmctld.log
SlurmdLogFile=$root/slurmd-%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$port CPUs=4
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=4
NodeName=n3 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=4
PartitionName=shop Nodes=ALL Default=YES State=UP
END
export SLURM_CONF="$root/slurm.conf"
chmod 755 "$root"

slurmctld -D >"$root/out" 2>&1 &
background=$!
for node in n1 n2 n3; do
  mkdir "$root/spool/$node"
  slurmd -D -N "$node" >>"$root/out" 2>&1 &
  background="$background $!"
done
clean_up() {
  # shellcheck disable=SC2086 # a list of processes
  [ -z "$background" ] || kill $background 2>/dev/null || true
  wait
  rm -rf --one-file-system "$root"
}

# Waits for $2, a command, to print $3.
await() {
  tries=0
  until [ "$(sh -c "$2" 2>>"$root/out")" = "$3" ]; do
    tries=$((tries + 1))
    if [ "$tries" -ge 300 ]; then
      tail -n 5 "$root"/*.log "$root/out" "$root"/srv/shop/*.log >&2 || true
      fail "$1: never came"
    fi
    sleep 0.2
  done
}

await "three nodes" "sinfo --noheader --format %D --states idle" 3

parts=$root/srv/shop/parts
mkdir "$parts"
# The types of the whole: amount is REAL, and code TEXT, for one file's sake.
for part in 1 2 3 4 5 6 7 8; do
  awk -v part="$part" 'BEGIN {
    print "id,code,amount"
    for (i = 1; i <= 2000; ++i)
      print part * 10000 + i "," (part == 5 && i == 9 ? "0" : "") i "," \
        (part == 3 && i == 7 ? "0.5" : i) }' >"$parts/$part.csv"
done
block "orders.sh" >"$root/orders.sh"
sh -e "$root/orders.sh" >"$root/jobs" 2>"$root/errors" ||
  fail "cannot submit: $(cat "$root/errors")"
await "the end of all jobs" "squeue --noheader | wc -l" 0

cd "$root/srv/shop"
expect "shards" "$(echo shards/*.db)" "$(echo shards/1.db shards/2.db \
  shards/3.db shards/4.db shards/5.db shards/6.db shards/7.db shards/8.db)"
expect "declarations" \
  "$(for shard in shards/*.db; do sqlite3 "$shard" .schema; done | sort -u)" \
  "$(sqlite3 types.db .schema | sort -u)"
csvimport -q --table orders --pk id parts once.db
expect "rows" "$(sqlite3 orders.db 'SELECT count(*) FROM orders')" 16000
expect "what was merged" "$(sqlite3 orders.db '.dump orders' | sha256sum)" \
  "$(sqlite3 once.db '.dump orders' | sha256sum)"
expect "integrity" "$(sqlite3 orders.db 'PRAGMA integrity_check')" ok

# Run once more, it leaves the shards, and merges them anew.
changed=$(sha256sum shards/*.db)
sh -e "$root/orders.sh" >"$root/jobs"
await "the end of all jobs" "squeue --noheader | wc -l" 0
expect "shards of a second run" "$(sha256sum shards/*.db)" "$changed"
expect "rows of a second run" \
  "$(sqlite3 orders.db 'SELECT count(*) FROM orders')" 16000
