#!/usr/bin/env bash
# Sees to what Diptych needs from the machine. Silent where all of it is there.
set -euo pipefail

usage() {
  cat <<'END'
Usage: ./setup.sh [--yes] [--browser] [--help]

Checks that the .NET 10 SDK is there and that libstdc++ is new enough for TorchSharp
(GLIBCXX_3.4.32, of GCC 13). On Debian 12 it installs Debian 13's libstdc++6; elsewhere
it says what is missing. At a terminal it asks before it installs.

  --yes       install without asking
  --browser   see to Chromium as well, which the tests of the book look through
END
}

fail() {
  echo "setup.sh: $*" >&2
  exit 1
}

yes='' browser=''
for argument; do
  case $argument in
    --yes | -y) yes=1 ;;
    --browser) browser=1 ;;
    --help | -h) usage; exit 0 ;;
    *) echo "setup.sh: unknown option '$argument' (./setup.sh --help names those there are)." >&2; exit 2 ;;
  esac
done

# The .NET SDK: the muxer alone answers --list-sdks, --version starts the SDK that global.json picks.
sdks=$(dotnet --list-sdks 2>/dev/null || true)
grep -q '^10\.0\.' <<<"$sdks" ||
  fail "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 so that 'dotnet' is on the PATH."
version=$(cd "$(dirname "${BASH_SOURCE[0]}")" && dotnet --version 2>&1) ||
  fail "The .NET SDK does not start: $(grep -m1 . <<<"$version")"

# Where packages are installed by this script, and by whom.
release=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${VERSION_ID:-}" || true)

as_root() {
  ((EUID == 0)) || type -P sudo >/dev/null || fail "$1: run ./setup.sh as root, or install sudo."
  sudo=
  ((EUID == 0)) || sudo=sudo
}

agreed() {
  [[ -z $yes && -t 0 ]] || return 0
  local answer
  read -r -p "Go on? [y/N] " answer || answer=
  [[ $answer == [yY]* ]] || fail "$1"
}

# The same that the tests look for.
chromium() {
  [[ -n ${CHROMIUM:-} ]] || type -P chromium || type -P chromium-browser || type -P google-chrome
}

if [[ -n $browser ]] && ! chromium >/dev/null; then
  reason="Chromium is missing, which the tests of the book look through"
  [[ $release == "debian "* ]] || fail "$reason: install Chromium or Chrome, or name its program in the variable CHROMIUM."
  as_root "$reason"
  echo "$reason: apt-get install chromium"
  agreed "Nothing was installed."
  log=$(mktemp)
  {
    $sudo apt-get -q update
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends \
      -o DPkg::Lock::Timeout=120 chromium fonts-dejavu-core
  } >"$log" 2>&1 </dev/null || {
    tail -n 30 "$log" >&2
    fail "Chromium was not installed: mend what apt says above, then run ./setup.sh --browser again."
  }
  rm -f "$log"
fi

# Only on Linux is TorchSharp's library built on the system's libstdc++.
[[ $(uname -s) == Linux ]] || exit 0
[[ $(uname -m) == x86_64 ]] || fail "TorchSharp has no library for Linux on $(uname -m): use an x86-64 machine."

# The file that the dynamic loader takes, asked of the loader itself; empty where there is none.
libstdcxx() {
  LD_TRACE_LOADED_OBJECTS=1 LD_PRELOAD=libstdc++.so.6 "$(type -P true)" 2>/dev/null |
    awk '$1 == "libstdc++.so.6" && $2 == "=>" && !found { print $3; found = 1 }'
}

new_enough() {
  local library
  library=$(libstdcxx)
  [[ -n $library ]] && grep -aq 'GLIBCXX_3\.4\.32' "$library"
}

if new_enough; then exit 0; fi
library=$(libstdcxx)
reason="libstdc++ is too old for TorchSharp (${library:-no libstdc++.so.6} lacks GLIBCXX_3.4.32, which came with GCC 13)"

if (unset LD_LIBRARY_PATH && new_enough); then fail "$reason: unset LD_LIBRARY_PATH, the system's own is new enough."; fi

# Debian 13's libc6 brings the file that names the release along, so a run that was interrupted may have left "13".
case $release in
  "debian 12" | "debian 13") ;;
  "ubuntu 22.04") fail "$reason: 'sudo add-apt-repository ppa:ubuntu-toolchain-r/test && sudo apt-get install libstdc++6' brings a newer one, and Ubuntu 24.04 has it." ;;
  *) fail "$reason: install libstdc++ of GCC 13 or later, or use a system that has it, such as Debian 13 or Ubuntu 24.04." ;;
esac

as_root "$reason"

# Runs a step of apt and shows its output only where it fails.
quietly() {
  "$@" >"$own/log" 2>&1 </dev/null || {
    tail -n 30 "$own/log" >&2
    fail "'$what' failed: mend what apt says above, then run ./setup.sh again."
  }
}

echo "On this Debian 12, $reason."

# apt gets package lists, a cache and a source list of its own, so that the machine's stay as they are:
# no trixie source and no pin is left behind, whatever happens here.
umask 022
own=$(mktemp -d)
chmod 755 "$own"
trap 'rm -rf "$own" 2>/dev/null || $sudo rm -rf "$own"' EXIT
mkdir -p "$own/sources" "$own/lists/partial" "$own/cache/archives/partial"
apt=(-q -o Dir::State::Lists="$own/lists" -o Dir::Cache="$own/cache" -o Acquire::Languages=none)

# The entry of the machine's own sources that is the Debian archive, with its mirror, key and options: other archives
# may bear the name bookworm too, but only Debian's calls itself so once its lists are there. One that does not
# answer is none of this script's business.
apt-get "${apt[@]}" update >"$own/log" 2>&1 || true
entry=$(apt-get "${apt[@]}" indextargets \
  --format '$(CODENAME)|$(COMPONENT)|$(ORIGIN)|$(LABEL)|$(REPO_URI)|$(SOURCESENTRY)' 'Created-By: Packages' |
  awk -F'|' '$1 == "bookworm" && $2 == "main" && $3 == "Debian" && $4 == "Debian" && $5 !~ /^cdrom:/ && !found {
    print $5 "|" $6
    found = 1
  }')
if [[ -z $entry ]]; then
  grep -E '^(E|W|Err)' "$own/log" >&2 || true
  fail "$reason: none of apt's sources is a Debian 12 archive (bookworm main) that answers, from whose mirror Debian 13's could be taken."
fi
IFS='|' read -r mirror place <<<"$entry"
file=${place%:*} number=${place##*:}
if [[ $file == *.sources ]]; then
  # number counts the paragraphs
  grep -v '^#' "$file" | awk -v number="$number" 'BEGIN { RS = "" } NR == number' |
    sed -E 's/^Types:.*/Types: deb/I; s/^Suites:.*/Suites: trixie/I; s/^Components:.*/Components: main/I' >"$own/sources/trixie.sources"
else
  # number counts the lines
  sed -nE "$number"'s/^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/deb \1\2 trixie main/p' "$file" >"$own/sources/trixie.list"
fi

apt+=(-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$own/sources"
  -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)

what='apt-get update' quietly apt-get "${apt[@]}" update --error-on=any
install=(install -y --no-remove --no-install-recommends -t trixie libstdc++6)
what='apt-get install -s -t trixie libstdc++6' quietly apt-get "${apt[@]}" -s "${install[@]}"
cat <<END
Debian 13's comes from $mirror, with the suite trixie added for these steps only:
  apt-get update
  apt-get install -t trixie libstdc++6
libc6 is upgraded with it, and so is what is tied to its version (base-files, so the system will call itself Debian 13):
$(awk '$1 == "Inst" { from = $3 ~ /^\[/ ? substr($3, 2, length($3) - 2) : "new"; to = $3 ~ /^\[/ ? $4 : $3; print "  " $2, from, "->", substr(to, 2) }' "$own/log")
END

agreed "Nothing was changed; TorchSharp does not load until libstdc++ is newer."
what='apt-get install -t trixie libstdc++6' quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get "${apt[@]}" "${install[@]}"
new_enough || fail "libstdc++6 was installed, but the loader still takes $(libstdcxx), which lacks GLIBCXX_3.4.32: remove that file or what puts it first."
echo "Done: libstdc++ is new enough for TorchSharp."
