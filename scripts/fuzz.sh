#!/usr/bin/env bash
# Sends a million broken and sound requests to the GraphQL engine, by its executor and through a real server: none may make it fail, hang
# or keep memory. What fails is told with its seed and number, and found again by them.
#   fuzz.sh [CASES] [SEED]   1000000 cases of a seed that changes every day
set -euo pipefail
cd "$(dirname "$0")/.."

export OMNICOMMERCE_FUZZ_CASES=${1:-1000000} OMNICOMMERCE_FUZZ_SEED=${2:-$(date -u +%Y%m%d)}
# Buffers that the runtime keeps for later would hide what the engine keeps.
export DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION=2
dotnet test tests/OmniCommerce.GraphQL.Tests -c Release --nologo --filter "FullyQualifiedName~FuzzTests" --logger "console;verbosity=detailed"
