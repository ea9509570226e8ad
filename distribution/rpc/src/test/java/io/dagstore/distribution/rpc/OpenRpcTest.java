package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.journal.JournalEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document, the page and the code say the same. */
final class OpenRpcTest {
  private static final String CID = "\"" + Site.CAR.root() + "\"";
  private static final String PIECE =
      "\"baga6ea4seaqoiiiaqvbyylq6wqdrsi3r4uqyufowzlucir2zbyo3hbecst2qwba\"";

  /** A call of each method that works, its parameters in JSON. */
  private static final Map<String, List<String>> CALLS =
      Map.ofEntries(
          Map.entry("DagstoreListShards", List.of()),
          Map.entry("DagstoreInitializeShard", List.of("\"new\"")),
          Map.entry("DagstoreRecoverShard", List.of("\"errored\"")),
          Map.entry(
              "DagstoreInitializeAll", List.of("{\"MaxConcurrency\":1,\"IncludeSealed\":true}")),
          Map.entry("DagstoreGC", List.of()),
          Map.entry("DagstoreRegisterShard", List.of(PIECE)),
          Map.entry("DagstoreLookupPieces", List.of(CID)),
          Map.entry("PiecesListPieces", List.of()),
          Map.entry("PiecesGetPieceInfo", List.of(PIECE)),
          Map.entry("PiecesGetCIDInfo", List.of(CID)),
          Map.entry("DagstoreListShardsPage", List.of("{\"State\":\"New\",\"Prefix\":\"n\"}")),
          Map.entry("DagstoreShardInfo", List.of("\"a\"")),
          Map.entry("DagstoreShardHistory", List.of("\"errored\"")),
          Map.entry("DagstoreStat", List.of()),
          Map.entry("DagstoreIndexShard", List.of("\"a\"")),
          Map.entry("DagstoreRegisterMount", List.of("\"z\"", "\"fake:a\"", "{\"Lazy\":false}")),
          Map.entry("DagstoreRebuildIndex", List.of("\"\"")),
          Map.entry("DagstoreDestroyShard", List.of("\"gone\"")),
          Map.entry("DagstoreFind", List.of(CID)),
          Map.entry("DagstoreDetail", List.of()),
          Map.entry("DagstoreExplain", List.of(CID)),
          Map.entry("DagstoreGetBlock", List.of(CID)),
          Map.entry("DagstoreHasBlock", List.of(CID)),
          Map.entry("DagstoreBlockSize", List.of(CID)),
          Map.entry("DagstoreJournal", List.of("{\"Follow\":false}")),
          Map.entry("NodeStatus", List.of()),
          Map.entry("NodePlugins", List.of()),
          Map.entry("Version", List.of()),
          Map.entry("AuthNew", List.of("[\"read\"]")),
          Map.entry("AuthVerify", List.of("TOKEN")),
          Map.entry("Shutdown", List.of()),
          Map.entry("rpc.discover", List.of()));

  @TempDir Path directory;

  private Site site;
  private RpcEndpoint endpoint;
  private Exchange rpc;
  private Map<?, ?> document;

  @BeforeEach
  void open() throws Exception {
    site = new Site(directory);
    endpoint = site.endpoint();
    rpc = new Exchange(endpoint, Caller.trusted());
    document = (Map<?, ?>) Objects.requireNonNull(rpc.call("rpc.discover").result());
  }

  @AfterEach
  void close() throws Exception {
    endpoint.close();
    site.close();
  }

  private void fill() throws Exception {
    for (var key : List.of("new", "gone", "errored")) {
      site.store.register(ShardKey.of(key), site.put(key), RegisterOptions.LAZY);
    }
    site.store.register(ShardKey.of("a"), site.put("a"));
    site.store.register(ShardKey.of(PIECE.replace("\"", "")), site.put("p"));
    site.mounts.remove("errored");
    rpc.call("DagstoreInitializeShard", "\"errored\"");
    site.put("errored");
    site.journal.record(new JournalEvent(site.time.instant(), "test", "e", Map.of("n", 1L)));
  }

  private List<Map<?, ?>> methods() {
    var all = new ArrayList<Map<?, ?>>();
    for (var method : (List<?>) Objects.requireNonNull(document.get("methods"))) {
      all.add((Map<?, ?>) method);
    }
    return all;
  }

  private Schema schemas() {
    var components = (Map<?, ?>) Objects.requireNonNull(document.get("components"));
    return new Schema((Map<?, ?>) Objects.requireNonNull(components.get("schemas")));
  }

  @Test
  void everyMethodIsInTheDocumentAndNoOther() {
    var table = new MethodTable(site, Thread.ofVirtual().factory());

    assertThat(methods())
        .extracting(method -> String.valueOf(method.get("name")))
        .containsExactlyElementsOf(table.all().stream().map(Method::name).toList())
        .containsExactlyInAnyOrderElementsOf(CALLS.keySet());
  }

  @Test
  void everyMethodTakesAndGivesWhatTheDocumentSays() throws Exception {
    fill();
    var schemas = schemas();
    var token = "\"" + site.tokens.create(Set.of(Permission.READ)) + "\"";
    for (var method : methods()) {
      var name = String.valueOf(method.get("name"));
      var given =
          Objects.requireNonNull(CALLS.get(name)).stream()
              .map(param -> param.equals("TOKEN") ? token : param)
              .toList();
      params(schemas, name, method, given);
      var schema = schema(Objects.requireNonNull(method.get("result")));
      if (Boolean.TRUE.equals(method.get("x-channel"))) {
        values(schemas, name, schema, given);
      } else {
        schemas.check(name, schema, rpc.call(name, given.toArray(String[]::new)).result());
      }
    }
  }

  private static Map<?, ?> schema(Object of) {
    return (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) of).get("schema"));
  }

  private static void params(Schema schemas, String name, Map<?, ?> method, List<String> given) {
    var params = (List<?>) Objects.requireNonNull(method.get("params"));
    assertThat(params).as(name).hasSameSizeAs(given);
    for (int i = 0; i < given.size(); i++) {
      var value = Exchange.read(given.get(i));
      var cid = given.get(i).equals(CID) || (name.startsWith("Pieces") && value != null);
      schemas.check(
          name, schema(params.get(i)), cid ? Map.of("/", Objects.requireNonNull(value)) : value);
    }
  }

  private void values(Schema schemas, String name, Map<?, ?> schema, List<String> given)
      throws InterruptedException {
    try (var line = new Line(endpoint)) {
      line.call("1", name, String.join(",", given));
      line.result();
      int values = 0;
      for (var message = line.next();
          "xrpc.ch.val".equals(message.get("method"));
          message = line.next()) {
        var params = (List<?>) Objects.requireNonNull(message.get("params"));
        schemas.check(name, schema, params.getLast());
        values++;
      }
      assertThat(values).as(name).isPositive();
    }
  }

  @Test
  void thePageListsEveryMethodWithItsPermission() throws IOException {
    var page = Files.readString(Path.of("../../docs/rpc.md"));
    var listed = new LinkedHashMap<String, String>();
    Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (read|write|sign|admin) \\|")
        .matcher(page)
        .results()
        .forEach(row -> listed.put(row.group(1), row.group(2)));
    var table = new MethodTable(site, Thread.ofVirtual().factory());

    assertThat(listed)
        .hasSameSizeAs(table.all())
        .allSatisfy((name, permission) ->
            assertThat(table.find(name))
                .as(name)
                .hasValueSatisfying(m -> assertThat(m.permission().text()).isEqualTo(permission)));
  }

  @Test
  void thePageListsEveryMemberOfAResult() throws IOException {
    var page = Files.readString(Path.of("../../docs/rpc.md"));
    var components = (Map<?, ?>) Objects.requireNonNull(document.get("components"));
    var schemas = (Map<?, ?>) Objects.requireNonNull(components.get("schemas"));

    for (var schema : schemas.values()) {
      var members = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) schema).get("properties"));
      assertThat(page).contains("{" + first(members));
      assertThat(members.keySet()).allMatch(name -> page.contains(String.valueOf(name)));
    }
  }

  private static String first(Map<?, ?> members) {
    return String.valueOf(members.keySet().iterator().next());
  }
}
