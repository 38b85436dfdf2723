#!/usr/bin/env bash
# Takes one guard after another out of a copy of what is committed and runs the tests that must notice; fails unless each mutant is caught.
#   scripts/mutants.sh [NAME…]     all of scripts/mutants.txt, or those named; 'engine-*' names many
#   scripts/mutants.sh --resume    all, but for those that were caught before
# First the tests are run with all guards in place. The copy stays, built, for the next run: MUTANTS_COPY says where. MUTANTS_RUN goes before
# each mutant's build and tests: "nice", or a lock.
set -euo pipefail
cd "$(dirname "$0")/.."
export copy=${MUTANTS_COPY:-${TMPDIR:-/tmp}/omnicommerce-mutants}
results=$copy.caught
read -ra before <<<"${MUTANTS_RUN:-}"
resume=
if [ "${1:-}" = --resume ]; then resume=yes; shift; fi
wanted=("${@:-*}")

built() { # project
  dotnet build "$copy/tests/OmniCommerce.${1%@*}" -v quiet --nologo \
    -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false >"$copy.log" 2>&1
}

passes() { # seconds project tests…
  local seconds=$1 project=${2%@*} methods=() test
  [[ $2 != *@* ]] || local -x OMNICOMMERCE_TEST_DATABASE=${2#*@}
  shift 2
  for test; do
    [[ $test == *.* ]] || test+=.*
    methods+=(-method "*.$test")
  done
  timeout -k 10 "$seconds" dotnet "$copy/tests/OmniCommerce.$project/bin/Debug/net10.0/OmniCommerce.$project.dll" \
    -noLogo -noColor -stopOnFail "${methods[@]}" >"$copy.log" 2>&1 || return
  ! grep -q 'Total: 0$' "$copy.log" || return 99
}

passes_whole() { # project tests…
  built "$1" && passes 900 "$@"
}

failed() { # the first test that failed, of the log
  sed -nE '/\[FAIL\]|Cleanup Failure/ { s/^ *([A-Za-z0-9_+]+\.)*([A-Za-z0-9_+]+\.[A-Za-z0-9_]+)(\(.*)? \[FAIL\].*/\2/; s/^ +//; p; q }' "$copy.log" | grep . || echo "the end of the process"
}

judge() { # project tests…
  local ended=0
  built "$1" || { echo "does not build: $(grep -om1 'error .*' "$copy.log")"; return; }
  passes 240 "$@" || ended=$?
  case $ended in
    0) echo SURVIVED ;;
    99) echo "no such tests" ;;
    124 | 137) echo "timed out" ;;
    *) echo "caught by $(failed)" ;;
  esac
}

export -f built passes passes_whole failed judge
run() { # function arguments…
  # shellcheck disable=SC2016
  "${before[@]}" bash -c '"$@"' mutants "$@"
}

mutate() { # name file old new project tests…
  local name=$1 file=$2 old=$3 new=$4 started=$SECONDS result; shift 4
  if OLD=$old NEW=$new perl -0pi -e '$found = s/\Q$ENV{OLD}\E/$ENV{NEW}/g; END { exit($found == 1 ? 0 : 1) }' "$copy/$file"; then
    result=$(run judge "$@")
  else
    result="its text does not stand once in $file"
  fi
  git -C "$copy" checkout -qf -- "$file"
  sed -i "/^$name\t/d" "$results"
  if [[ $result == caught* ]]; then
    caught=$((caught + 1))
    printf '%s\t%s\n' "$name" "$result" >>"$results"
  fi
  printf '%-44s %s (%d s)\n' "$name" "$result" $((SECONDS - started))
}

is_wanted() { # name
  local pattern
  for pattern in "${wanted[@]}"; do
    # shellcheck disable=SC2053
    [[ $1 != $pattern ]] || return 0
  done
  return 1
}

[ -d "$copy" ] || git clone -q --no-checkout . "$copy"
git -C "$copy" fetch -q "$PWD" HEAD
git -C "$copy" checkout -qf --detach FETCH_HEAD
touch "$results"

# Blocks of five lines and an empty one: name, file, text, what replaces it, project and its tests: classes, or Class.Method. What only a race of
# several writers shows has @PostgreSql behind the project: on SQLite they queue.
count=0 caught=0 blocks=()
declare -A tests=()
while IFS= read -r name && IFS= read -r file && IFS= read -r old && IFS= read -r new && read -r project filter; do
  IFS= read -r _ || true
  is_wanted "$name" || continue
  count=$((count + 1))
  if [ -n "$resume" ] && known=$(grep -P "^$name\t" "$results"); then
    caught=$((caught + 1))
    printf '%-44s %s (before)\n' "$name" "${known#*$'\t'}"
  else
    blocks+=("$name" "$file" "$old" "$new" "$project" "$filter")
    tests[$project]+=" $filter"
  fi
done <scripts/mutants.txt
[ "$count" -gt 0 ] || { echo "No mutant has that name."; exit 2; }

if [[ "${!tests[*]}" == *@PostgreSql* && -z "${OMNICOMMERCE_TEST_POSTGRES:-}" ]]; then
  eval "$(scripts/postgres.sh start)"
  trap 'scripts/postgres.sh stop' EXIT
fi
for project in "${!tests[@]}"; do
  read -ra filter <<<"$(tr ' ' '\n' <<<"${tests[$project]}" | sort -u | tr '\n' ' ')"
  if ! run passes_whole "$project" "${filter[@]}"; then
    tail -20 "$copy.log"
    echo "$project fails with all guards in place."
    exit 2
  fi
done
for ((i = 0; i < ${#blocks[@]}; i += 6)); do
  read -ra filter <<<"${blocks[i + 5]}"
  mutate "${blocks[@]:i:5}" "${filter[@]}" </dev/null
done
echo "$count mutants, $caught caught"
[ "$count" = "$caught" ]
