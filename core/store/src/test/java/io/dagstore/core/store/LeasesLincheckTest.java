package io.dagstore.core.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What readers enter is closed once, by one of them, and never while one is inside: in every order
 * that Lincheck makes of their steps. The property {@code lincheck} makes it so many times longer.
 */
final class LeasesLincheckTest {
  /** Something that may be closed, and that tells when it is used wrong. */
  public static class House {
    private final Leases leases;
    private final AtomicBoolean shut = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** With two cells. */
    public House() {
      this(2);
    }

    House(int spread) {
      leases = new Leases(spread);
    }

    @Operation
    public boolean visit() {
      int entered = leases.enter();
      if (entered >= 0 && closed.get()) {
        throw new IllegalStateException("inside of what is closed");
      }
      if (leases.leave(entered)) {
        close();
      }
      return entered >= 0;
    }

    @Operation
    public void shut() {
      shut.set(true);
      if (leases.shut()) {
        close();
      }
    }

    private void close() {
      if (!closed.compareAndSet(false, true)) {
        throw new IllegalStateException("closed twice");
      }
    }

    @Validate
    public void isClosedWhereItIsShut() {
      if (closed.get() != shut.get()) {
        throw new IllegalStateException("shut " + shut + ", closed " + closed);
      }
    }
  }

  /** With one word. */
  public static final class SmallHouse extends House {
    /** One of many. */
    public SmallHouse() {
      super(1);
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {House.class, SmallHouse.class})
  @Timeout(600)
  void whatIsShutIsClosedOnceBehindTheLastReader(Class<?> house) {
    new ModelCheckingOptions()
        .iterations(3 * Integer.getInteger("lincheck", 1))
        .invocationsPerIteration(150)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(house);
  }
}
