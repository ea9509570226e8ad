# Sourced, not run: sets and exports JAVA_HOME to a JDK of version 25 or newer, or says what was
# looked at and returns 1. The version is read from the JDK's `release` file, because starting a
# JVM to ask it costs more than the shortest command of ./dagstore.

dagstore_jdk_version() { # prints the feature version of the JDK in folder $1; fails when it is none
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      value=${value%%[!0-9]*}
      [ -n "$value" ] && echo "$value"
      return
    fi
  done <"$1/release"
  return 1
}

dagstore_jdk_of_path() { # prints the folder of the javac on the PATH, links resolved
  javac=$(command -v javac) || javac=$(command -v java) || return 0
  while [ -L "$javac" ]; do
    target=$(readlink "$javac")
    case $target in
      /*) javac=$target ;;
      *) javac=$(dirname "$javac")/$target ;;
    esac
  done
  dirname "$(dirname "$javac")"
}

dagstore_find_jdk() {
  looked=
  for jdk in "${JAVA_HOME:-}" "$(dagstore_jdk_of_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    version=$(dagstore_jdk_version "$jdk") || continue
    if [ "$version" -ge 25 ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
    looked="$looked
  $jdk (version $version)"
  done
  cat >&2 <<MESSAGE
dagstore: no JDK of version 25 or newer found. Looked at JAVA_HOME (${JAVA_HOME:-not set}), the PATH,
/usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks and /Library/Java.${looked:+ Too old:$looked}
Install a JDK 25 (https://adoptium.net) or set JAVA_HOME to one.
MESSAGE
  return 1
}

dagstore_find_jdk
