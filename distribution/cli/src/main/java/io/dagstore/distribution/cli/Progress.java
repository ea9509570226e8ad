package io.dagstore.distribution.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One line on standard error that tells a person how far a long work is: share or bytes, rate,
 * blocks a second, time left; or a count of things. Nothing is shown in a pipe, under {@code
 * --quiet} or within the first second. Any thread may advance it; closing wipes the line.
 */
final class Progress implements AutoCloseable {
  private static final long FIRST = 1_000_000_000L;
  private static final long BETWEEN = 200_000_000L;

  private final PrintStream err;
  private final LongSupplier nanos;
  private final boolean shown;
  private final int columns;
  private final String label;
  private final String noun;
  private final long total;
  private final long start;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong next;
  private volatile boolean drawn;

  Progress(Console console, boolean wanted, String label, long total, String noun) {
    this.err = console.err();
    this.nanos = console.nanos();
    this.shown = wanted && console.terminal().err();
    this.columns = console.terminal().columns();
    this.label = label;
    this.noun = noun;
    this.total = total;
    this.start = nanos.getAsLong();
    this.next = new AtomicLong(start + FIRST);
  }

  void advance(long moreBytes, long moreBlocks) {
    bytes.addAndGet(moreBytes);
    blocks.addAndGet(moreBlocks);
    if (shown) {
      draw();
    }
  }

  private void draw() {
    var now = nanos.getAsLong();
    var due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + BETWEEN)) {
      return;
    }
    drawn = true;
    var text = text(now);
    err.print("\r\u001b[K" + text.substring(0, Math.min(text.length(), columns - 1)));
    err.flush();
  }

  private String text(long now) {
    var seconds = (now - start) / 1e9;
    var done = bytes.get();
    var share =
        total > 0 ? String.format(Locale.ROOT, "%3d%% ", Math.min(100, done * 100 / total)) : "";
    var left =
        total > done && done > 0
            ? ", " + Figures.seconds(seconds * (total - done) / done) + " left"
            : "";
    return label + " " + share + (noun.isEmpty() ? bytes(done, seconds) : things(done)) + left;
  }

  private String bytes(long done, double seconds) {
    return Figures.bytes(done)
        + ", "
        + Figures.rate(done, seconds)
        + ", "
        + Figures.count(Math.round(blocks.get() / seconds))
        + " blocks/s";
  }

  private String things(long done) {
    return Figures.count(done) + " of " + Figures.count(total, noun);
  }

  @Override
  public void close() {
    wipe();
  }

  /** Clears the line, before something else is printed. */
  void wipe() {
    if (drawn) {
      drawn = false;
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
