package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.testkit.FakeMounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each method once, in the forms that Lotus has. */
final class MethodsTest {
  private static final String PIECE =
      "baga6ea4seaqoiiiaqvbyylq6wqdrsi3r4uqyufowzlucir2zbyo3hbecst2qwba";

  @TempDir Path directory;

  private Site site;
  private RpcEndpoint endpoint;
  private Exchange rpc;

  @BeforeEach
  void open() throws Exception {
    site = new Site(directory);
    endpoint = site.endpoint();
    rpc = new Exchange(endpoint, Caller.trusted());
  }

  @AfterEach
  void close() throws Exception {
    endpoint.close();
    site.close();
  }

  @Test
  void emptyListsAreLists() throws Exception {
    assertThat(rpc.call("DagstoreListShards").text()).endsWith("\"result\":[]}");
    assertThat(rpc.call("DagstoreGC").text()).endsWith("\"result\":[]}");
    assertThat(rpc.call("DagstoreLookupPieces", cid()).text()).endsWith("\"result\":[]}");
    assertThat(rpc.call("PiecesListPieces").text()).endsWith("\"result\":[]}");
  }

  @Test
  void shardsAreListedByKeyInLotusForm() throws Exception {
    site.store.register(ShardKey.of("b"), site.put("b"), RegisterOptions.LAZY);
    site.store.register(ShardKey.of("a"), site.put("a"));

    var shards = rpc.list("Filecoin.DagstoreListShards");

    assertThat(shards).extracting(s -> s.get("Key")).containsExactly("a", "b");
    assertThat(shards)
        .extracting(s -> s.get("State"))
        .containsExactly("ShardStateAvailable", "ShardStateNew");
    assertThat(shards.getFirst().keySet())
        .containsExactly("Key", "State", "Error", "Mount", "Lazy", "Blocks", "Bytes");
    assertThat(shards.getFirst()).containsEntry("Error", "").containsEntry("Blocks", 20L);
  }

  @Test
  void aPageIsNarrowedByStateAndPrefixAndKey() throws Exception {
    for (var key : List.of("a/1", "a/2", "a/3", "b/1")) {
      site.store.register(ShardKey.of(key), site.put(key), RegisterOptions.LAZY);
    }
    site.store.initialize(ShardKey.of("a/2"));

    assertThat(keys("{\"Prefix\":\"a/\"}")).containsExactly("a/1", "a/2", "a/3");
    assertThat(keys("{\"Prefix\":\"a/\",\"After\":\"a/1\",\"Limit\":1}")).containsExactly("a/2");
    assertThat(keys("{\"Prefix\":\"a/\",\"After\":\"a/3\"}")).isEmpty();
    assertThat(keys("{\"Prefix\":\"b\",\"After\":\"a/3\"}")).containsExactly("b/1");
    assertThat(keys("{\"State\":\"ShardStateNew\",\"Limit\":2}")).containsExactly("a/1", "a/3");
    assertThat(keys("{\"State\":\"available\"}")).containsExactly("a/2");
    assertThat(keys("{\"Prefix\":\"z\"}")).isEmpty();
    assertThat(keys("{\"State\":\"\",\"Prefix\":\"\",\"After\":\"\"}")).hasSize(4);
  }

  private List<Object> keys(String query) throws Exception {
    return rpc.list("DagstoreListShardsPage", query).stream().map(s -> s.get("Key")).toList();
  }

  @Test
  void onlyANewShardIsInitialized() throws Exception {
    site.store.register(Site.KEY, site.put("a"), RegisterOptions.LAZY);

    assertThat(rpc.call("DagstoreInitializeShard", "\"site/a\"").result()).isNull();
    assertThat(rpc.call("DagstoreInitializeShard", "\"site/a\"").message())
        .isEqualTo(
            "cannot initialize shard; expected state ShardStateNew, was: ShardStateAvailable");
    assertThat(rpc.call("DagstoreIndexShard", "\"site/a\"").status()).isEqualTo(200);
    assertThat(type(rpc.call("DagstoreInitializeShard", "\"none\""))).isEqualTo("UnknownShard");
  }

  @Test
  void onlyAnErroredShardIsRecovered() throws Exception {
    var params = new String[] {"\"site/a\"", "\"" + FakeMounts.uri("a") + "\"", "{}"};
    assertThat(type(rpc.call("DagstoreRegisterMount", params))).isEqualTo("ShardFailed");
    site.put("a");
    assertThat(rpc.list("DagstoreShardHistory", "\"site/a\""))
        .extracting(note -> note.get("What"))
        .containsExactly("REGISTERED", "FAILED_PASSING");

    assertThat(rpc.call("DagstoreRecoverShard", "\"site/a\"").result()).isNull();
    assertThat(type(rpc.call("DagstoreRecoverShard", "\"site/a\""))).isEqualTo("WrongState");
  }

  @Test
  void aShardComesAndGoes() throws Exception {
    var uri = "\"" + site.put("a") + "\"";

    assertThat(rpc.call("DagstoreRegisterMount", "\"k\"", uri, "{\"Lazy\":true}").text())
        .contains("ShardStateNew");
    assertThat(type(rpc.call("DagstoreRegisterMount", "\"k\"", uri, "{}")))
        .isEqualTo("ShardExists");
    assertThat(rpc.call("DagstoreShardInfo", "\"k\"").text()).contains("\"Lazy\":true");
    assertThat(rpc.call("DagstoreStat").text()).contains("\"OpenShards\":0");
    assertThat(rpc.call("DagstoreDestroyShard", "\"k\"").result()).isNull();
    assertThat(rpc.call("DagstoreShardInfo", "\"k\"").result()).isNull();
    assertThat(type(rpc.call("DagstoreRegisterMount", "\"k\"", "\"ftp://a\"", "{}")))
        .isEqualTo("UnknownScheme");
  }

  @Test
  void blocksAreFoundByTheirCid() throws Exception {
    site.store.register(Site.KEY, site.put("a"));
    var block = Site.CAR.block(3);
    var cid = "{\"/\":\"" + block.cid() + "\"}";

    assertThat(rpc.call("DagstoreGetBlock", cid).result())
        .isEqualTo(Base64.getEncoder().encodeToString(block.data()));
    assertThat(rpc.call("DagstoreHasBlock", cid).result()).isEqualTo(true);
    assertThat(rpc.call("DagstoreBlockSize", cid).result()).isEqualTo((long) block.size());
    assertThat(rpc.call("DagstoreFind", "\"" + block.cid() + "\"").result())
        .isEqualTo(List.of("site/a"));
    assertThat(rpc.call("DagstoreExplain", cid).text())
        .contains("\"Served\":true", "\"Check\":\"hash\",\"Key\":\"site/a\",\"Outcome\":\"ok\"");
    assertThat(rpc.list("DagstoreLookupPieces", cid)).hasSize(1);
    assertThat(rpc.call("DagstoreGetBlock", cid()).result()).isNull();
    assertThat(rpc.call("DagstoreBlockSize", cid()).result()).isNull();
    assertThat(rpc.call("DagstoreHasBlock", cid()).result()).isEqualTo(false);
  }

  @Test
  void aPieceIsAShardWhoseKeyIsAPieceCid() throws Exception {
    site.store.register(Site.KEY, site.put("a"));
    site.store.register(ShardKey.of(PIECE), site.put("b"));
    var piece = Map.of("/", PIECE);

    assertThat(rpc.call("PiecesListPieces").result()).isEqualTo(List.of(piece));
    assertThat(rpc.call("PiecesGetPieceInfo", "{\"/\":\"" + PIECE + "\"}").result())
        .isEqualTo(Map.of("PieceCID", piece, "Deals", List.of()));
    assertThat(rpc.call("PiecesGetPieceInfo", cid()).code()).isEqualTo("1");
    assertThat(rpc.call("DagstoreRegisterShard", "\"" + PIECE + "\"").result()).isNull();
  }

  @Test
  void aBlockIsFoundInPiecesWithThePlaceOfItsBytes() throws Exception {
    var block = Site.CAR.block(7);
    var cid = "{\"/\":\"" + block.cid() + "\"}";
    site.store.register(Site.KEY, site.put("a"));

    assertThat(rpc.call("PiecesGetCIDInfo", cid).message())
        .isEqualTo("CID " + block.cid() + ": expected a block of a piece here, got none");
    site.store.register(ShardKey.of(PIECE), site.put("b"));

    var info = (Map<?, ?>) Objects.requireNonNull(rpc.call("PiecesGetCIDInfo", cid).result());
    assertThat(info.get("CID")).isEqualTo(Map.of("/", block.cid().toString()));
    var locations = (List<?>) Objects.requireNonNull(info.get("PieceBlockLocations"));
    assertThat(locations).hasSize(1);
    var place = (Map<?, ?>) Objects.requireNonNull(locations.getFirst());
    assertThat(place.get("PieceCID")).isEqualTo(Map.of("/", PIECE));
    int at = Math.toIntExact((Long) Objects.requireNonNull(place.get("RelOffset")));
    int size = Math.toIntExact((Long) Objects.requireNonNull(place.get("BlockSize")));
    assertThat(Arrays.copyOfRange(Site.CAR.bytes(), at, at + size)).isEqualTo(block.data());
  }

  @Test
  void aPieceThatIsNotHereNeedsItsMount() throws Exception {
    var said = rpc.call("DagstoreRegisterShard", "\"" + PIECE + "\"");

    assertThat(type(said)).isEqualTo("UnknownScheme");
    assertThat(said.message()).contains("lotus");
  }

  @Test
  void tokensAreMadeAndRead() throws Exception {
    var made = Objects.requireNonNull(rpc.call("AuthNew", "[\"read\",\"write\"]").result());
    var token = new String(Base64.getDecoder().decode((String) made), StandardCharsets.US_ASCII);

    assertThat(rpc.call("AuthVerify", "\"" + token + "\"").result())
        .isEqualTo(List.of("read", "write"));
    assertThat(type(rpc.call("AuthVerify", "\"x\""))).isEqualTo("Unauthorized");
  }

  @Test
  void theNodeTellsOfItself() throws Exception {
    assertThat(rpc.call("Version").text()).contains("\"Version\":\"0.1.0\",\"APIVersion\":65536");
    assertThat(rpc.call("NodeStatus").text()).contains("\"Started\":\"2026-01-01T00:00:00Z\"");
    assertThat(rpc.call("NodePlugins").text()).contains("\"Bundle\":\"stranger\"");
    assertThat(rpc.call("Shutdown").result()).isNull();
    assertThat(site.stopped.getCount()).isZero();
  }

  private static Object type(Exchange.Said said) {
    var data = (Map<?, ?>) Objects.requireNonNull(said.error().get("data"));
    return String.valueOf(data.get("Type"));
  }

  private static String cid() {
    return "{\"/\":\"bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e\"}";
  }
}
