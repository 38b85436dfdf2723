#!/usr/bin/env bash
# Races, kills and bad weather, on shops of its own: prints for each scenario how often it ran and what was violated; fails when anything was.
#   scripts/torture.sh [--quick] [--database sqlite|postgresql|both] [--only ID,ID…] [--times N | --runs N] [--patience N]
# --quick runs most scenarios a few times, which takes four minutes a database. Without it the round is full: every scenario, the races most often, about an hour on two cores for both databases.
# Whoever has a night: --times so many times the quick counts, --runs so often each. A shop that was killed is to be right again 10 seconds after its start; on a machine that does other things
# meanwhile, allow many times that, and of other waits, by --patience.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -n "${TORTURE_NO_BUILD:-}" ] || dotnet build tests/OmniCommerce.Torture -c Release -v quiet --nologo
case " $* " in
  *" --database sqlite "*) ;;
  *) [ -n "${OMNICOMMERCE_TEST_POSTGRES:-}" ] || { eval "$(scripts/postgres.sh start)"; trap 'scripts/postgres.sh stop' EXIT; } ;;
esac
dotnet tests/OmniCommerce.Torture/bin/Release/net10.0/OmniCommerce.Torture.dll "$@"
