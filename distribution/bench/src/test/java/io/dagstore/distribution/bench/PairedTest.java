package io.dagstore.distribution.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class PairedTest {
  @Test
  void reads_a_field_of_a_flat_line() {
    String line = "{\"work\":\"get\",\"threads\":16,\"per_second\":275169,\"p50_us\":2.9140}";

    assertThat(Paired.value(line, "work")).isEqualTo("get");
    assertThat(Paired.value(line, "threads")).isEqualTo("16");
    assertThat(Paired.value(line, "p50_us")).isEqualTo("2.9140");
    assertThat(Paired.value(line, "absent")).isEmpty();
  }

  @Test
  void a_failing_command_fails_the_comparison() {
    int status =
        new CommandLine(new Paired())
            .setExecutionExceptionHandler((error, command, parsed) -> 1)
            .execute("--ours", "exit 3", "--peer", "true");

    assertThat(status).isEqualTo(1);
  }
}
