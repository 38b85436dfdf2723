#!/usr/bin/env bash
# Measures the shop's operations over HTTP against a Release build with fresh demo data: CPU milliseconds per operation from the kernel's
# accounting, requests per second, latencies, resident memory, cold start.
#   bench.sh [SECONDS] [OPERATION]   seconds per step (4); only operations whose name has this in it: bench.sh 4 checkout
#   bench.sh truth [--database sqlite|postgresql] [--disk MS] [SECONDS]   what being right costs: holds and orders per second beside the
#                                       commits of the bare database, and the time to recover from a kill; --disk: on PostgreSQL, as if the
#                                       disk took so many milliseconds more for every flush of the log
# What else is configuration of the server is taken from the environment: Redis__Configuration=…
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build OmniCommerce.sln -c Release -v quiet --nologo
scratch=$(mktemp -d) port=${PORT:-5082} bin=tests/OmniCommerce.Benchmarks/bin/Release/net10.0 shop=
cleanup() {
  [ -z "$shop" ] || { kill "$shop" 2>/dev/null; wait "$shop" 2>/dev/null; } || true
  [ -z "${OMNICOMMERCE_BENCH_POSTGRES:-}" ] || scripts/postgres.sh stop durable
  rm -rf "$scratch"
}
trap cleanup EXIT

goods() { # so many products of which there is plenty
  echo 'Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price'
  for i in $(seq "$1"); do echo "bench-$i,Bench $i,BENCH-$i,1000000,$i.50"; done
}

start() { # answers when the first query is answered; prints wall and CPU milliseconds until then
  local began; began=$(date +%s%N)
  scripts/run.sh --no-build --port "$port" --data "$scratch/data" >"$scratch/log" 2>&1 &
  shop=$!
  until curl -fs "http://127.0.0.1:$port/graphql" -H 'Content-Type: application/json' -d '{"query":"{ products(first: 1) { nodes { name } } }"}' >/dev/null 2>&1; do
    kill -0 "$shop" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.02
  done
  awk -v wall=$((($(date +%s%N) - began) / 1000000)) '{ print "cold start to the first answer: " wall " ms, " ($14 + $15) * 10 " ms of CPU" }' "/proc/$shop/stat"
}

# The first start makes the database and loads the demo data; what is measured is a second. In between come goods that never run out.
prepare() {
  start >/dev/null; kill "$shop"; wait "$shop" 2>/dev/null || true; shop=
  goods "$1" >"$scratch/goods.csv"
  dotnet $bin/OmniCommerce.Api.dll import products "$scratch/goods.csv" --Data:Directory="$scratch/data" >/dev/null
}

# Whoever flushes the log waits so long first, and flushes for all who came meanwhile: what a slower disk does.
slow_down() { # milliseconds
  psql -q "$(tr ';' ' ' <<<"$OMNICOMMERCE_BENCH_POSTGRES" | sed 's/Username/user/; s/Database/dbname/; s/Host/host/; s/Port/port/')" \
    -c "ALTER SYSTEM SET commit_delay = $(($1 * 1000))" -c 'ALTER SYSTEM SET commit_siblings = 0' -c 'SELECT pg_reload_conf()' >/dev/null
}

truth() {
  local provider=Sqlite disk=
  while [[ ${1:-} == --* ]]; do
    case "$1 ${2:-}" in
      "--database sqlite") ;;
      "--database postgresql") provider=PostgreSql ;;
      "--disk "[0-9]*) disk=$2 ;;
      *) echo "$1 ${2:-} is not known: see the head of this script." >&2; exit 2 ;;
    esac
    shift 2
  done
  [ -z "$disk" ] || [ $provider = PostgreSql ] || { echo "Only PostgreSQL can be told to be slow: add --database postgresql." >&2; exit 2; }
  export Database__Provider=$provider Database__WaitsForDisk=true ConnectionStrings__Commerce="Data Source=$scratch/truth.db"
  export Demo__Load=true Stores__AllowUnenrolledTills=true Data__Directory="$scratch/data" Logging__LogLevel__Default=Error
  if [ $provider = PostgreSql ]; then
    eval "$(scripts/postgres.sh start durable)"
    [ -z "$disk" ] || slow_down "$disk"
    export ConnectionStrings__Commerce="${OMNICOMMERCE_BENCH_POSTGRES/Database=postgres/Database=truth};Maximum Pool Size=50"
  fi
  prepare 100
  dotnet $bin/OmniCommerce.Benchmarks.dll truth "$PWD/$bin/OmniCommerce.Api.dll" $provider "$ConnectionStrings__Commerce" "${1:-4}"
}

if [ "${1:-}" = truth ]; then
  shift
  truth "$@"
  exit
fi

prepare 2
start
dotnet $bin/OmniCommerce.Benchmarks.dll shop "http://127.0.0.1:$port/" "$shop" "${1:-4}" "${2:-}"
