#!/usr/bin/env bash
# Builds and starts the shop with its demo data.
#   --port N     where it listens on 127.0.0.1 (5080)
#   --data DIR   where the SQLite database and other files are kept (./data)
#   --no-build   start what is built already
# What else is given is configuration of the server: --Redis:Configuration=localhost:6379
set -euo pipefail
cd "$(dirname "$0")/.."

port=5080 data=data build=yes rest=()
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2; shift 2 ;;
    --data) data=$2; shift 2 ;;
    --no-build) build=no; shift ;;
    --help|-h) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) rest+=("$1"); shift ;;
  esac
done

if ! command -v dotnet >/dev/null; then
  echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  exit 1
fi
[ "$build" = no ] || dotnet build src/OmniCommerce.Api -c Release -v quiet --nologo

mkdir -p "$data"
# The program is started itself, not through `dotnet run`, so that signals reach it.
exec dotnet src/OmniCommerce.Api/bin/Release/net10.0/OmniCommerce.Api.dll \
  --urls "http://127.0.0.1:$port" --Data:Directory="$(cd "$data" && pwd)" \
  --Demo:Load=true --Stores:AllowUnenrolledTills=true ${rest[@]+"${rest[@]}"}
