# Sourced where a repository has [index] inverted = "chronicle": the flags with which Chronicle Map
# works on this JDK, none of them for others, and where a command finds its classes.
reach="--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.lang.reflect=ALL-UNNAMED \
  --add-exports=java.base/sun.nio.ch=ALL-UNNAMED --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -Dchronicle.analytics.disable=true \
  -Dnet.openhft.chronicle.map.lockTimeoutSeconds=5 -Dslf4j.internal.verbosity=ERROR"
index=:$home/lib/chronicle.jar
