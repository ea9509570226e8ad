package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every method against every permission. */
final class PermissionsTest {
  private static final Map<String, String> NEEDED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("DagstoreListShards", "read"),
              Map.entry("DagstoreInitializeShard", "write"),
              Map.entry("DagstoreRecoverShard", "write"),
              Map.entry("DagstoreInitializeAll", "write"),
              Map.entry("DagstoreGC", "admin"),
              Map.entry("DagstoreRegisterShard", "admin"),
              Map.entry("DagstoreLookupPieces", "admin"),
              Map.entry("PiecesListPieces", "read"),
              Map.entry("PiecesGetPieceInfo", "read"),
              Map.entry("PiecesGetCIDInfo", "read"),
              Map.entry("DagstoreListShardsPage", "read"),
              Map.entry("DagstoreShardInfo", "read"),
              Map.entry("DagstoreShardHistory", "read"),
              Map.entry("DagstoreStat", "read"),
              Map.entry("DagstoreDetail", "read"),
              Map.entry("DagstoreIndexShard", "write"),
              Map.entry("DagstoreRegisterMount", "admin"),
              Map.entry("DagstoreRebuildIndex", "admin"),
              Map.entry("DagstoreDestroyShard", "admin"),
              Map.entry("DagstoreFind", "read"),
              Map.entry("DagstoreExplain", "read"),
              Map.entry("DagstoreGetBlock", "read"),
              Map.entry("DagstoreHasBlock", "read"),
              Map.entry("DagstoreBlockSize", "read"),
              Map.entry("DagstoreJournal", "read"),
              Map.entry("NodeStatus", "read"),
              Map.entry("NodePlugins", "read"),
              Map.entry("Version", "read"),
              Map.entry("AuthNew", "admin"),
              Map.entry("AuthVerify", "read"),
              Map.entry("Shutdown", "admin"),
              Map.entry("rpc.discover", "read")));

  @TempDir Path directory;

  @Test
  void everyMethodAsksForItsPermissionAndNoOtherHelps() throws Exception {
    try (var site = new Site(directory);
        var endpoint = site.endpoint()) {
      for (var method : new MethodTable(site, Thread.ofVirtual().factory()).all()) {
        var need = NEEDED.get(method.name());
        assertThat(method.permission().text()).as(method.name()).isEqualTo(need);
        var others = EnumSet.complementOf(EnumSet.of(method.permission()));

        var without = new Exchange(endpoint, new Caller(others)).call(method.name());
        var with = new Exchange(endpoint, new Caller(Set.of(method.permission())));

        assertThat(without.code()).isEqualTo("1");
        assertThat(without.message())
            .isEqualTo(
                "missing permission to invoke '%s' (need '%s')".formatted(method.name(), need));
        if (!method.name().equals("Shutdown")) {
          var error = String.valueOf(with.call(method.name()).json().get("error"));
          assertThat(error).doesNotContain("missing permission");
        }
      }
      assertThat(site.stopped.getCount()).isOne();
    }
  }

  @Test
  void theTableIsWhole() throws Exception {
    try (var site = new Site(directory)) {
      var table = new MethodTable(site, Thread.ofVirtual().factory());

      assertThat(table.all())
          .extracting(Method::name)
          .containsExactlyInAnyOrderElementsOf(NEEDED.keySet());
    }
  }

  @Test
  void withoutATokenOneMayReadHereAndNothingElsewhere() throws Exception {
    try (var site = new Site(directory);
        var endpoint = site.endpoint()) {
      var here = endpoint.caller(Optional.empty(), true);
      var elsewhere = endpoint.caller(Optional.empty(), false);
      var token = Optional.of(site.tokens.create(Set.of(Permission.WRITE)));

      assertThat(here.allowed()).containsExactly(Permission.READ);
      assertThat(elsewhere.allowed()).isEmpty();
      assertThat(endpoint.caller(token, false).allowed()).containsExactly(Permission.WRITE);
    }
  }
}
