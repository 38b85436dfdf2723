#!/usr/bin/env bash
# Walks the shopper's journey over three devices and says what each saw, and after how long.
#   journey.sh            against a shop of its own, started on a free port with fresh data
#   journey.sh URL        against a running shop with demo data: http://127.0.0.1:5080/
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build tests/OmniCommerce.Journey -c Release -v quiet --nologo
journey=(dotnet tests/OmniCommerce.Journey/bin/Release/net10.0/OmniCommerce.Journey.dll)
[ $# -eq 0 ] || exec "${journey[@]}" "$1"

scratch=$(mktemp -d) port=${PORT:-5081}
trap 'kill "$shop" 2>/dev/null || true; wait "$shop" 2>/dev/null || true; rm -rf "$scratch"' EXIT
scripts/run.sh --port "$port" --data "$scratch" >"$scratch/log" 2>&1 &
shop=$!
for _ in $(seq 240); do
  curl -fs "http://127.0.0.1:$port/readyz" >/dev/null 2>&1 && break
  kill -0 "$shop" 2>/dev/null || { cat "$scratch/log" >&2; echo "The shop did not start." >&2; exit 1; }
  sleep 0.5
done
"${journey[@]}" "http://127.0.0.1:$port/"
