#!/usr/bin/env bash
# Builds everything and passes every test: units, the engine and the Stripe client against their outside judges, the use cases on SQLite and on PostgreSQL, Redis
# present, killed and frozen, and the shop end to end. Installs what the tests need from Debian.
set -euo pipefail
cd "$(dirname "$0")/.."

need() { # command package…
  command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] && return
  shift
  echo "Installing $*"
  local root=(); [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
need redis-server redis-server
need node nodejs npm
need curl curl
[ -d /usr/lib/postgresql ] || need initdb postgresql

dotnet build OmniCommerce.sln -c Release -v quiet --nologo

results=$(mktemp -d)
trap 'scripts/postgres.sh stop >/dev/null 2>&1 || true; rm -rf "$results"' EXIT
failed_runs=0
run() { # name project [environment…]
  local name=$1 project=$2; shift 2
  echo; echo "== $name"
  env "$@" dotnet test "tests/$project" -c Release --no-build --nologo --logger "trx;LogFileName=$results/$name.trx" --logger "console;verbosity=minimal" \
    || failed_runs=$((failed_runs + 1))
}

run kernel-and-domain OmniCommerce.UnitTests
run architecture OmniCommerce.ArchitectureTests
run engine OmniCommerce.GraphQL.Tests
run stripe-client OmniCommerce.Stripe.Tests
run stripe-sandbox OmniCommerce.StripeSandbox.Tests
run use-cases-on-sqlite OmniCommerce.IntegrationTests
eval "$(scripts/postgres.sh start)"
run use-cases-on-postgresql OmniCommerce.IntegrationTests OMNICOMMERCE_TEST_DATABASE=PostgreSql
run end-to-end OmniCommerce.EndToEnd

count() { grep -ho "$1=\"[0-9]*\"" "$results"/*.trx | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'; }
echo
grep -ho 'graphql-http: .*)' "$results"/engine.trx || true
echo "$(count passed) passed, $(count failed) failed, $(cat "$results"/*.trx | grep -c 'outcome="NotExecuted"' || true) skipped"
[ "$failed_runs" = 0 ]
