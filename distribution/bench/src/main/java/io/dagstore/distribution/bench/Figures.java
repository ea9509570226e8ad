package io.dagstore.distribution.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of figures in the making: what a piece of work did, how long it took and what the
 * process holds. Seconds are wall time, MB are 10^6 bytes, names that end in {@code _us} are
 * microseconds.
 */
final class Figures {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private Figures(String work, Span span, long n, long bytes) {
    put("peer", "dagstore");
    put("work", work);
    put("n", n);
    put("bytes", bytes);
    put("seconds", span.seconds());
    put("per_second", n / span.seconds());
    put("mb_per_second", bytes / 1e6 / span.seconds());
  }

  static Figures of(String work, Span span, long n, long bytes) {
    return new Figures(work, span, n, bytes).put("cpu_seconds", span.cpuSeconds());
  }

  Figures put(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** Adds what the process holds now, which collects garbage, and prints the line. */
  void print(PrintWriter out) {
    put("rss_mb", ProcessStatus.megabytes("VmHWM"));
    put("anon_mb", ProcessStatus.megabytes("RssAnon"));
    put("heap_mb", liveHeap() / 1e6);
    out.println(json());
    out.flush();
  }

  String json() {
    var text = new StringBuilder("{");
    fields.forEach((name, value) -> {
      text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":");
      text.append(value instanceof Number number ? numeral(number) : quoted(value));
    });
    return text.append('}').toString();
  }

  private static String numeral(Number number) {
    if (!(number instanceof Double value)) {
      return number.toString();
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%.0f" : "%.4f", value);
  }

  private static String quoted(Object value) {
    if (value instanceof Boolean) {
      return value.toString();
    }
    return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Wall and processor time between two moments. */
  record Span(double seconds, double cpuSeconds) {}

  /** Adds up the wall time and the processor time of one thread's stretches of work. */
  static final class Stretches {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long nanos;
    private long cpuNanos;

    void start() {
      cpuNanos -= THREADS.getCurrentThreadCpuTime();
      nanos -= System.nanoTime();
    }

    void stop() {
      nanos += System.nanoTime();
      cpuNanos += THREADS.getCurrentThreadCpuTime();
    }

    Span span() {
      return new Span(nanos / 1e9, cpuNanos / 1e9);
    }
  }

  /** Measures from its making on; not thread-safe. */
  static final class Clock {
    private final long start = System.nanoTime();
    private final long cpuStart = cpuNanos();

    Span stop() {
      return new Span((System.nanoTime() - start) / 1e9, (cpuNanos() - cpuStart) / 1e9);
    }

    private static long cpuNanos() {
      return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }
  }
}
