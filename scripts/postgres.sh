#!/usr/bin/env bash
# A PostgreSQL of the tests' own, in a temporary directory, with nothing kept:
#   eval "$(scripts/postgres.sh start)"   starts it unless it runs, and sets OMNICOMMERCE_TEST_POSTGRES
#   scripts/postgres.sh stop              stops it and removes its directory
# After a second word `durable` it is another one, which waits for the disk as a shop's would, and sets OMNICOMMERCE_BENCH_POSTGRES.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
# What the tests write is thrown away, so nothing waits for the disk.
variable=OMNICOMMERCE_TEST_POSTGRES durability="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
[ "${2:-}" != durable ] || variable=OMNICOMMERCE_BENCH_POSTGRES durability=
# Torture asks how many statements there were.
[ -z "$(ls /usr/lib/postgresql/*/lib/pg_stat_statements.so 2>/dev/null)" ] || [ -z "$durability" ] || durability+=" -c shared_preload_libraries=pg_stat_statements"
home=${TMPDIR:-/tmp}/omnicommerce-postgres-$(id -u)-$(printf %s "$root${2:-}" | cksum | cut -d' ' -f1)

bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

start() {
  if [ -z "$(bin)" ]; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y postgresql >&2 ||
      { echo "PostgreSQL is missing and could not be installed; install it and run this again." >&2; exit 1; }
  fi
  if ! as_owner "$(bin)/pg_ctl" -D "$home/data" status >/dev/null 2>&1; then
    rm -rf "$home"
    mkdir -p "$home"
    [ "$(id -u)" = 0 ] && chown postgres "$home"
    as_owner "$(bin)/initdb" -D "$home/data" -U postgres --auth=trust --encoding=UTF8 --locale=C >/dev/null
    port=$(free_port)
    as_owner "$(bin)/pg_ctl" -D "$home/data" -l "$home/log" -w -o "-p $port -k $home -c listen_addresses=127.0.0.1 -c max_connections=500 $durability" start >/dev/null
    echo "$port" >"$home/port"
  fi
  echo "export $variable='Host=127.0.0.1;Port=$(cat "$home/port");Username=postgres;Database=postgres'"
}

stop() {
  as_owner "$(bin)/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$home"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
