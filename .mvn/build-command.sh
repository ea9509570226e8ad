#!/bin/sh
# Run by ./dagstore: builds the command (or, as `build-command.sh bench`, the bench too), without
# tests and checks, and lays out the folder it is run from. One line on standard error while it works.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
what=$1
run=$root/distribution/cli/target/run
. "$root/.mvn/find-jdk.sh" || exit 70

say() {
  if [ -t 2 ]; then printf '\r\033[K%s' "$1" >&2; elif [ -n "$1" ]; then printf '%s\n' "$1" >&2; fi
}

# Two commands started at once must not build over each other.
if command -v flock >/dev/null 2>&1; then
  mkdir -p "$root/distribution/cli/target"
  exec 9>"$root/distribution/cli/target/build.lock"
  flock 9
fi

log=$(mktemp) && begun=$(mktemp) || exit 74
trap 'rm -f "$log" "$begun"' EXIT
trap 'exit 130' INT TERM

maven() { # -T1C comes from mvnw; tests, formatting and ErrorProne belong to ./mvnw verify
  "$root/mvnw" -q -B -f "$root/pom.xml" -pl "distribution/$what" -am "$@" package -Dmaven.test.skip=true \
    -Dspotless.check.skip -Derrorprone.arg=-Xlint:none >"$log" 2>&1
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
[ "$what" = cli ] || { say "" && exit 0; }

say "dagstore: preparing the start ..."
target=$root/distribution/cli/target
fresh=$target/run.new
rm -rf "$fresh" "$run"
"$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$target/io.dagstore.distribution.cli-0.1.0-SNAPSHOT.jar" \
  io.dagstore.distribution.cli.RunFolder "$fresh" "$target"/*.jar "$target"/lib/*.jar || exit 70
printf '%s\n' "$JAVA_HOME/bin/java" >"$fresh/java"
mv "$begun" "$fresh/ready" && mv "$fresh" "$run" || exit 74
# Without the cache everything works, only slower, so its failure is no failure of the build.
"$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$run/dagstore.aot" -XX:+UseSerialGC -Xlog:disable -Xlog:all=off \
  --enable-native-access=ALL-UNNAMED -cp "$run/dagstore.jar" io.dagstore.distribution.cli.Training >/dev/null 2>&1
say ""
