#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes what UpgradeIT opens: the home of a deployment that a release has run and stopped, with the rows it had then.
#   integration-tests/src/test/sh/write-release.sh DISTRIBUTION FILE
# DISTRIBUTION is the release's app/target/rowcast, FILE the archive to write.
set -eu
rowcast=$1/bin/rowcast
file=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > release.properties <<'X'
rows=300
partitions=2
graph.retention=36500d
volumes.publish.interval.ms=1000
kafka.commit.interval.ms=1000
log.level=error
X
# 320 users with two items of their own, and one item that is in all of their rows; somebody who is forgotten.
seq 0 319 | while read -r user; do
  for item in "a$user" "b$user" shared; do
    echo "{\"user\":\"u$user\",\"item\":\"$item\",\"timestamp\":$((1767225600000 + user * 1000))}"
  done
done > events.jsonl
echo '{"user":"gone","item":"shared","timestamp":1767225600000}' >> events.jsonl
echo '{"op":"forget","user":"gone"}' >> events.jsonl
"$rowcast" run --config release.properties --home home --input events.jsonl --until-settled > run.out
"$rowcast" export --config release.properties --home home --format csv --out rows.csv
rm -rf home/logs
find home -name LOG -delete
find home -name 'LOG.old.*' -delete
tar -c --sort=name --owner=0 --group=0 home release.properties rows.csv | gzip -9n > "$file"
