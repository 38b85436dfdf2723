#!/usr/bin/env bash
# Measures the GraphQL engine by itself: cold start, CPU per request and memory as ratios to an endpoint written by hand for the same
# requests, and, where Node is there, documents never seen before beside the reference implementation; then what 5,000 idle subscribers cost. The micro benchmarks are run by
#   dotnet run -c Release --project tests/OmniCommerce.Benchmarks -- micro
#   bench-engine.sh [ROUNDS]   rounds of a second each per server and operation (9); more where the machine is noisy
set -euo pipefail
cd "$(dirname "$0")/.."

for project in OmniCommerce.Benchmarks OmniCommerce.Benchmarks/EngineServer OmniCommerce.Benchmarks/JsonServer; do
  dotnet build "tests/$project" -c Release -v quiet --nologo
done
built() { echo "$PWD/tests/OmniCommerce.Benchmarks/$1/bin/Release/net10.0/OmniCommerce.Benchmarks.$1.dll"; }

reference=()
if command -v node >/dev/null; then
  judges=$PWD/tests/OmniCommerce.GraphQL.Tests/node
  [ -d "$judges/node_modules" ] || npm ci --prefix "$judges" --loglevel=error
  reference=("$judges/serve-goods.mjs")
fi
benchmarks=tests/OmniCommerce.Benchmarks/bin/Release/net10.0/OmniCommerce.Benchmarks.dll
dotnet "$benchmarks" engine "${1:-9}" "$(built EngineServer)" "$(built JsonServer)" "${reference[@]}"
echo
ulimit -n 16384 2>/dev/null || true # a socket is a file
dotnet "$benchmarks" subscribers "$(built EngineServer)" 5000
