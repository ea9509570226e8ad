package io.dagstore.distribution.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.api.RecoverOnStart;
import io.dagstore.core.api.VerifyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeConfigTest {
  @TempDir private Path folder;

  @Test
  void withoutAFileEveryKeyHasItsDefault() throws IOException {
    var config = read("", Map.of());

    assertThat(config.dagStore())
        .isEqualTo(new DagStoreSection("", 5, 0, 5, 100, Duration.ofMinutes(1)));
    assertThat(config.rpc().listen()).isEqualTo("127.0.0.1:0");
    assertThat(config.store())
        .isEqualTo(
            new StoreSection(
                VerifyPolicy.FIRST_READ,
                16_384,
                64L << 30,
                90,
                75,
                new StoreSection.Recovery(
                    RecoverOnStart.RECOVER_ON_ACQUIRE,
                    10,
                    Duration.ofSeconds(5),
                    Duration.ofHours(1))));
    assertThat(config.report().settings()).extracting(Setting::origin).containsOnly("default");
  }

  @Test
  void theFileGoesBeforeTheDefaultAndTheEnvironmentBeforeTheFile() throws IOException {
    var config =
        read(
            """
            [DAGStore]
            MaxConcurrentIndex = 7 # seven
            GCInterval = "1m30s"

            [journal]
            max_bytes = "2GiB"
            disabled_events = ["dagstore:gc"]
            """,
            Map.of("DAGSTORE_DAGSTORE_MAXCONCURRENTINDEX", "9", "DAGSTORE_STORE_VERIFY", "always"));

    assertThat(config.dagStore().maxConcurrentIndex()).isEqualTo(9);
    assertThat(config.dagStore().gcInterval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.journal().maxBytes()).isEqualTo(2L << 30);
    assertThat(config.journal().disabledEvents()).containsExactly("dagstore:gc");
    assertThat(config.store().verify()).isEqualTo(VerifyPolicy.ALWAYS);
    assertThat(config.report().setting("DAGStore", "MaxConcurrentIndex").origin())
        .isEqualTo("DAGSTORE_DAGSTORE_MAXCONCURRENTINDEX");
    assertThat(config.report().setting("DAGStore", "GCInterval").origin())
        .isEqualTo(folder.resolve("dagstore.toml") + ":3");
  }

  @Test
  void theReportIsAFileThatMeansTheSame() throws IOException {
    var config =
        read(
            "[DAGStore]\nRootDir = \"a \\\"b\\\"\"\n[journal]\ndisabled_events = [\"a:b\", \"c:d\"]",
            Map.of());

    var again = read(config.report().toml(), Map.of());

    assertThat(again.dagStore()).isEqualTo(config.dagStore());
    assertThat(again.rpc()).isEqualTo(config.rpc());
    assertThat(again.journal()).isEqualTo(config.journal());
    assertThat(again.index()).isEqualTo(config.index());
    assertThat(again.store()).isEqualTo(config.store());
    assertThat(again.plugins()).isEqualTo(config.plugins());
  }

  @Test
  void aPlugInHasItsOwnSettings() throws IOException {
    var config = read("[plugins.\"org.example.s3\"]\nregion = \"eu\"\nretries = 3\n", Map.of());

    assertThat(config.pluginSettings())
        .isEqualTo(Map.of("org.example.s3", Map.of("region", "eu", "retries", "3")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [rpc];listn = 1                    | dagstore.toml:2: [rpc] listn | the nearest is listen
          [DAGStore];MaxConcurentIndex = 1   | :2: [DAGStore] Max           | the nearest is MaxConcurrentIndex
          [jurnal];kind = "file"             | dagstore.toml:1: [jurnal]    | the nearest is [journal]
          listen = "x"                       | dagstore.toml:1: [listen]    | got a key outside of any
          [rpc];listen = 5                   | :2: [rpc] listen             | got 5
          [rpc];listen = "here"              | :2: [rpc] listen             | got "here"
          [rpc];listen = "h:70000"           | :2: [rpc] listen             | got "h:70000"
          [DAGStore];MaxConcurrentIndex = -1 | from 0 to 1000000            | got -1
          [DAGStore];MaxConcurrentIndex = "5"| a whole number               | got "5"
          [DAGStore];MaxConcurrentUnseals=99999999999999999999 | a whole number | got 99999999999999999999
          [DAGStore];GCInterval = "500ms"    | from 1s to 365d, or 0s: never | got "500ms"
          [DAGStore];GCInterval = "soonish"  | a duration from              | got "soonish"
          [DAGStore];GCInterval = 60         | a duration from              | got 60
          [store];verify = "sometimes"       | one of never, first-read, always | got "sometimes"
          [store];max_open_shards = 0        | from 1 to                    | got 0
          [store];recover_on_start = "now"   | one of do-not-recover, recover-on-acquire, recover-now | got "now"
          [store];retries = -1               | from 0 to 1000               | got -1
          [store];retry_first = "2h"         | [store] retry_longest        | at least retry_first
          [journal];max_bytes = "1MB"        | a size from                  | got "1MB"
          [journal];roll_bytes = "1GiB"      | [journal] max_bytes          | at least four times roll_bytes
          [journal];disabled_events = "x"    | a list of system:event       | got "x"
          [journal];disabled_events = ["x"]  | a list of system:event       | got ["x"]
          [plugins.x];y = [1]                | :2: [plugins.x] y            | got [1]
          [rpc];listen = "a                  | dagstore.toml:2: the file    | expected TOML
          [rpc];[rpc]                        | dagstore.toml:2: the file    | expected TOML
          """)
  void refusesWhatItDoesNotMean(String lines, String place, String why) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(lines.replace(';', '\n'), Map.of()))
        .withMessageContaining(place)
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "DAGSTORE_RPC_LISTN, DAGSTORE_RPC_LISTEN",
    "DAGSTORE_JOURNAL_MAXBYTES, DAGSTORE_JOURNAL_MAX_BYTES",
    "DAGSTORE_RCP_LISTEN, DAGSTORE_RPC_LISTEN",
    "DAGSTORE_DAGSTOR_ROOTDIR, DAGSTORE_DAGSTORE_ROOTDIR"
  })
  void refusesAVariableThatWasMeantForAKey(String variable, String nearest) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("", Map.of(variable, "1")))
        .withMessageContaining(variable)
        .withMessageContaining("the nearest is " + nearest + ",");
  }

  @Test
  void leavesOtherVariablesAlone() throws IOException {
    var others =
        Map.of("DAGSTORE_PATH", "/x", "DAGSTORE_API_INFO", "t:u", "HOME", "/", "DAGSTORE_X", "1");

    assertThat(read("", others).report().settings())
        .extracting(Setting::origin)
        .containsOnly("default");
  }

  @Test
  void refusesAFileThatIsTooLong() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read("#".repeat(1 << 21), Map.of()))
        .withMessageContaining("at most");
  }

  private NodeConfig read(String toml, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve(NodeConfig.FILE), toml);
    return NodeConfig.read(folder, environment);
  }
}
