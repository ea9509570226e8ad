# Sourced: what is done once on a machine. Finds the JDK, and lets a JVM run the usual commands and
# keep what it loaded (an ahead-of-time cache), so that the next starts are quick. Without a place
# for the cache everything works, only slower.

find_java() {
  asked=${JAVA_HOME:-}
  . "$home/bin/find-jdk.sh" || return 1
  java=$JAVA_HOME/bin/java
}

say_preparing() { if [ -t 2 ]; then printf '\r\033[K%s' "$1" >&2; fi; }

prepare_command() {
  mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || return 0
  say_preparing "dagstore: preparing the start, this once ..."
  fresh=$cache/new.$$
  "$java" -XX:AOTCacheOutput="$fresh" -XX:+UseSerialGC -Xlog:disable -Xlog:all=off \
    --enable-native-access=ALL-UNNAMED -cp "$home/lib/dagstore.jar" \
    io.dagstore.distribution.cli.Training >/dev/null 2>&1 && mv "$fresh" "$cache/dagstore.aot"
  rm -f "$fresh" "$cache/serve.aot"
  printf '%s\n%s\n' "$asked" "$java" >"$fresh" && mv "$fresh" "$cache/java"
  say_preparing ""
  prepare_serve
}

prepare_serve() {
  [ -w "$cache" ] || return 0
  say_preparing "dagstore: preparing the start of a node, this once ..."
  fresh=$cache/new.$$
  try=$(mktemp -d) || return 0
  (
    set -- serve --check --repo "$try/repo"
    . "$home/bin/serve.sh"
    exec "$java" -XX:AOTCacheOutput="$fresh" "$@"
  ) >/dev/null 2>&1 && mv "$fresh" "$cache/serve.aot"
  rm -rf "$fresh" "$try"
  say_preparing ""
}
