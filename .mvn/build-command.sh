#!/bin/sh
# Run by ./dagstore: builds the distribution's folder (or, as `build-command.sh bench`, the bench),
# without tests, checks and archives, and makes its first start a quick one. One line on standard
# error while it works.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
what=$1
home=$root/distribution/assembly/target/dagstore
asked=${JAVA_HOME:-}
. "$root/.mvn/find-jdk.sh" || exit 70

say() {
  if [ -t 2 ]; then printf '\r\033[K%s' "$1" >&2; elif [ -n "$1" ]; then printf '%s\n' "$1" >&2; fi
}

# Two commands started at once must not build over each other.
if command -v flock >/dev/null 2>&1; then
  mkdir -p "$root/distribution/assembly/target"
  exec 9>"$root/distribution/assembly/target/build.lock"
  flock 9
fi

log=$(mktemp) && begun=$(mktemp) || exit 74
trap 'rm -f "$log" "$begun"' EXIT
trap 'exit 130' INT TERM

maven() { # -T comes from mvnw; tests, formatting, ErrorProne and archives belong to ./mvnw verify
  "$root/mvnw" -q -B -f "$root/pom.xml" -pl "distribution/$what" -am "$@" package -Dmaven.test.skip=true \
    -Dspotless.check.skip -Derrorprone.arg=-Xlint:none -Ddagstore.archives=false >"$log" 2>&1
}

say "dagstore: building $what, about a minute the first time ..."
if ! maven -o; then
  # Offline first, because asking for newer snapshots takes seconds; online where a part is missing.
  if ! grep -Eq 'offline|has not been downloaded|resolution will not be reattempted' "$log" || ! maven; then
    say ""
    cat "$log" >&2
    echo "dagstore: the build failed; the lines above say why." >&2
    exit 70
  fi
fi
[ "$what" = assembly ] || { say "" && exit 0; }

say "dagstore: preparing the start ..."
cache=$home/cache
java=$JAVA_HOME/bin/java
. "$home/bin/prepare.sh"
prepare_command && prepare_serve
mv "$begun" "$home/built" || exit 74
say ""
