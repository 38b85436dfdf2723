#!/usr/bin/env bash
# Measures the shop's operations over HTTP against a Release build with fresh demo data: CPU milliseconds per operation from the kernel's
# accounting, requests per second, latencies, resident memory, cold start.
#   bench.sh [SECONDS] [OPERATION]   seconds per step (4); only operations whose name has this in it: bench.sh 4 checkout
# What else is configuration of the server is taken from the environment: Redis__Configuration=…
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build OmniCommerce.sln -c Release -v quiet --nologo
scratch=$(mktemp -d) port=${PORT:-5082}
trap 'kill "$shop" 2>/dev/null || true; wait "$shop" 2>/dev/null || true; rm -rf "$scratch"' EXIT

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

# The first start makes the database and loads the demo data; the second is what a restart costs. In between come goods that never run out.
start >/dev/null; kill "$shop"; wait "$shop" 2>/dev/null || true
printf '%s\n' 'Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price' \
  'bench-one,Bench one,BENCH-1,1000000,9.50' 'bench-two,Bench two,BENCH-2,1000000,12.00' >"$scratch/goods.csv"
dotnet src/OmniCommerce.Api/bin/Release/net10.0/OmniCommerce.Api.dll import products "$scratch/goods.csv" --Data:Directory="$scratch/data" >/dev/null
start
dotnet tests/OmniCommerce.Benchmarks/bin/Release/net10.0/OmniCommerce.Benchmarks.dll shop "http://127.0.0.1:$port/" "$shop" "${1:-4}" "${2:-}"
