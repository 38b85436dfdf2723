#!/usr/bin/env bash
# Adds a migration to all three databases after a change of the model: scripts/add-migration.sh AddGiftCards
set -euo pipefail
cd "$(dirname "$0")/.."

name=${1:?"usage: scripts/add-migration.sh NAME"}
dotnet tool restore >/dev/null
dotnet build src/OmniCommerce.Tooling -v quiet
for provider in Sqlite SqlServer PostgreSql; do
  dotnet ef migrations add "$name" --no-build \
    --project "src/OmniCommerce.Migrations.$provider" --startup-project src/OmniCommerce.Tooling --output-dir Migrations -- "$provider"
done
