package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a process takes, as it is seen from outside after its garbage is collected.
 *
 * @param heap bytes in use
 * @param metaspace bytes in use
 * @param threads platform threads, those of the JVM among them
 * @param virtual virtual threads that have not ended
 * @param handles open file descriptors
 */
record Footprint(long heap, long metaspace, long threads, long virtual, long handles) {
  private static final Pattern HEAP = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

  static Footprint of(ProcessHandle process, Path scratch) throws IOException {
    // Twice: the first finds what waits to be unloaded, the second unloads what that held.
    jcmd(process, "GC.run");
    jcmd(process, "GC.run");
    return new Footprint(
        used(HEAP, jcmd(process, "GC.heap_info")),
        used(METASPACE, jcmd(process, "VM.metaspace", "basic")),
        entries(process, "task"),
        virtual(process, scratch),
        entries(process, "fd"));
  }

  private static long used(Pattern pattern, String text) {
    var parts = pattern.matcher(text).results().toList();
    if (parts.isEmpty()) {
      throw new AssertionError("expected " + pattern + ", got " + text);
    }
    return parts.stream().mapToLong(part -> Long.parseLong(part.group(1))).sum() << 10;
  }

  private static long virtual(ProcessHandle process, Path scratch) throws IOException {
    var dump = scratch.resolve("threads.txt");
    jcmd(process, "Thread.dump_to_file", "-overwrite", dump.toString());
    try (var lines = Files.lines(dump)) {
      return lines.filter(line -> line.matches("#\\d+ .*virtual.*")).count();
    }
  }

  private static long entries(ProcessHandle process, String folder) throws IOException {
    try (var entries = Files.list(Path.of("/proc", Long.toString(process.pid()), folder))) {
      return entries.count();
    }
  }

  /** What the JVM of the process answers to a diagnostic command. */
  static String jcmd(ProcessHandle process, String... words) throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(process.pid()));
    line.addAll(List.of(words));
    var started = new ProcessBuilder(line).redirectErrorStream(true).start();
    return new String(started.getInputStream().readAllBytes(), UTF_8);
  }
}
