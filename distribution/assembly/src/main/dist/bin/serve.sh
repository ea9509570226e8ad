# Sourced: puts what `dagstore serve` is started with before its own arguments.
boot=
for jar in "$home"/boot/*.jar; do boot=$boot${boot:+:}$jar; done
set -- -Xlog:disable -Xlog:all=off -XX:-UsePerfData --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -Djava.util.logging.config.file="$home/conf/logging.properties" \
  -Ddagstore.home="$home" -cp "$boot" io.dagstore.distribution.launcher.Main "$@"
