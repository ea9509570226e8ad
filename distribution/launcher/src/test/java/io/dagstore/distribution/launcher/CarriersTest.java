package io.dagstore.distribution.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

final class CarriersTest {
  private static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";

  private final Properties system = new Properties();

  @Test
  void areManyOnASmallMachineAndNotFewerOnALargeOne() {
    Carriers.ask(system, 2);
    assertThat(system).containsEntry(PROPERTY, "32");

    system.clear();
    Carriers.ask(system, 64);
    assertThat(system).containsEntry(PROPERTY, "64");
  }

  @Test
  void areWhatTheCommandLineSays() {
    system.setProperty(PROPERTY, "3");

    Carriers.ask(system, 2);

    assertThat(system).containsEntry(PROPERTY, "3");
  }
}
