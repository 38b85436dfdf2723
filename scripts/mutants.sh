#!/usr/bin/env bash
# Takes one guard after another out of a copy of the project and runs the tests that must notice; fails when a mutant survives.
#   scripts/mutants.sh [NAME…]     all of scripts/mutants.txt, or those named
set -euo pipefail
cd "$(dirname "$0")/.."
list=$PWD/scripts/mutants.txt
copy=$(mktemp -d)
git worktree add -q --detach "$copy/project" HEAD
trap 'git worktree remove --force "$copy/project"; rm -rf "$copy"' EXIT
project=$copy/project/tests/OmniCommerce.IntegrationTests

survivors=0
mutate() { # name file old new filter
  local name=$1 file=$copy/project/$2 started=$SECONDS result
  OLD=$3 NEW=$4 perl -0pi -e '$found = s/\Q$ENV{OLD}\E/$ENV{NEW}/; END { exit($found ? 0 : 1) }' "$file" ||
    { echo "$name: its text is not in $2 any more" >&2; exit 2; }
  if ! (cd "$copy/project" && dotnet build "$project" -v quiet --nologo -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false >"$copy/build" 2>&1); then
    tail -5 "$copy/build"; echo "$name: does not build" >&2; exit 2
  fi
  if (cd "$copy/project" && timeout 300 dotnet test "$project" --no-build --nologo --filter "$5" >"$copy/tests" 2>&1); then
    survivors=$((survivors + 1)) result=SURVIVED
  else
    result="caught by $(grep -Eom1 '^  Failed [^ (]+' "$copy/tests" | sed 's/.*\.//' || grep -om1 'Class Cleanup Failure' "$copy/tests" || echo "a time-out")"
  fi
  printf '%-44s %s (%d s)\n' "$name" "$result" $((SECONDS - started))
  git -C "$copy/project" checkout -q -- "$2"
}

# Blocks of five lines: name, file, text, what replaces it, filter of the tests.
while IFS= read -r name && IFS= read -r file && IFS= read -r old && IFS= read -r new && IFS= read -r filter; do
  if [ $# = 0 ] || [[ " $* " == *" $name "* ]]; then mutate "$name" "$file" "$old" "$new" "$filter" </dev/null; fi
  IFS= read -r _ || true
done <"$list"
[ "$survivors" = 0 ] || { echo "$survivors survived."; exit 1; }
