package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.ipld.Multicodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The facts that independent code published for each CAR of the fixtures. */
@Tag("interop")
final class FixtureFactsInteropTest {
  private static final AtomicInteger READ = new AtomicInteger();

  @AfterAll
  static void report() {
    System.out.println("fixtures read: " + READ + " (CAR files)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          go-car/v2/testdata/sample-v1.car | 1 | 61 | bafy2bzaced4ueelaegfs5fqu4tzsh6ywbbpfk3cxppupmxfdhbpbhzawfw5oy | 1049 | dag-cbor:1043 raw:6 | blake2b-256:1043 identity:6 | 438130 | 1342
          go-car/v2/testdata/sample-v1-noidentity.car | 1 | 61 | bafy2bzaced4ueelaegfs5fqu4tzsh6ywbbpfk3cxppupmxfdhbpbhzawfw5oy | 1043 | dag-cbor:1043 | blake2b-256:1043 | 438063 | 1342
          go-car/v2/testdata/sample-v1-with-zero-len-section.car | 1 | 61 | bafy2bzaced4ueelaegfs5fqu4tzsh6ywbbpfk3cxppupmxfdhbpbhzawfw5oy | 1049 | dag-cbor:1043 raw:6 | blake2b-256:1043 identity:6 | 438130 | 1342
          go-car/v2/testdata/sample-wrapped-v2.car | 2 | 61 | bafy2bzaced4ueelaegfs5fqu4tzsh6ywbbpfk3cxppupmxfdhbpbhzawfw5oy | 1049 | dag-cbor:1043 raw:6 | blake2b-256:1043 identity:6 | 438130 | 1342
          go-car/v2/testdata/sample-unixfs-v2.car | 2 | 59 | bafybeiakgrehdxxgy5kca72znt6jllrj2sqkehtqeojfuxlbeuqg3vfkwq | 3 | raw:1 dag-pb:2 | sha2-256:3 | 114 | 53
          go-car/cmd/car/testdata/inputs/simple-unixfs.car | 1 | 57 | QmPLPpnptHc1DMhJAWNYMTqBTqqRQNy5WsY7F9pZgsBfMT | 22 | dag-pb:22 | sha2-256:22 | 1102 | 136
          go-car/cmd/car/testdata/inputs/wikipedia-cryptographic-hash-function.car | 1 | 59 | bafybeiaysi4s6lnjev27ln5icwm6tueaw2vdykrtjkwiphwekaywqhcjze | 5 | dag-pb:4 raw:1 | sha2-256:5 | 161481 | 125785
          ipld/specs/transport/car/fixture/carv1-basic/carv1-basic.car | 1 | 100 | bafyreihyrpefhacm6kkp4ql6j6udakdit7g3dmkzfriqfykhjw6cad5lrm, bafyreidj5idub6mapiupjwjsyyxhyhedxycv4vihfsicm2vt46o7morwlm | 8 | dag-cbor:2 dag-pb:3 raw:3 | sha2-256:8 | 323 | 97
          ipld/specs/transport/car/fixture/carv2-basic/carv2-basic.car | 2 | 57 | QmfEoLyB5NndqeKieExd1rtJzTduQUPEV8TwAYcUiy3H5Z | 5 | dag-pb:3 raw:2 | sha2-256:5 | 211 | 99
          gateway-conformance/fixtures/gateway-raw-block.car | 1 | 59 | bafybeie72edlprgtlwwctzljf6gkn2wnlrddqjbkxo3jomh4n7omwblxly | 3 | dag-pb:2 raw:1 | sha2-256:3 | 139 | 57
          gateway-conformance/fixtures/trustless_gateway_car/subdir-with-two-single-block-files.car | 1 | 59 | bafybeietjm63oynimmv5yyqay33nui4y4wx6u3peezwetxgiwvfmelutzu | 4 | dag-pb:2 raw:2 | sha2-256:4 | 208 | 110
          gateway-conformance/fixtures/trustless_gateway_car/single-layer-hamt-with-multi-block-files.car | 1 | 59 | bafybeidbclfqleg2uojchspzd4bob56dqetqjsj27gy2cq3klkkgxtpn4i | 243 | dag-pb:238 raw:5 | sha2-256:243 | 74982 | 12046
          gateway-conformance/fixtures/trustless_gateway_car/subdir-with-mixed-block-files.car | 1 | 59 | bafybeidh6k2vzukelqtrjsmd4p52cpmltd2ufqrdtdg6yigi73in672fwu | 10 | dag-pb:3 raw:7 | sha2-256:10 | 1538 | 256
          gateway-conformance/fixtures/trustless_gateway_car/dir-with-duplicate-files.car | 1 | 59 | bafybeihchr7vmgjaasntayyatmp5sv6xza57iy2h4xj7g46bpjij6yhrmy | 9 | dag-pb:2 raw:7 | sha2-256:9 | 1541 | 256
          gateway-conformance/fixtures/path_gateway_unixfs/dir-with-files.car | 1 | 59 | bafybeihchr7vmgjaasntayyatmp5sv6xza57iy2h4xj7g46bpjij6yhrmy | 9 | dag-pb:2 raw:7 | sha2-256:9 | 1541 | 256
          gateway-conformance/fixtures/path_gateway_unixfs/symlink.car | 1 | 57 | QmWvY6FaqFMS89YAQ9NAPjVP4WZKA1qbHbicc9HeSKQTgt | 3 | dag-pb:3 | sha2-256:3 | 119 | 94
          gateway-conformance/fixtures/path_gateway_dag/dag-pb.car | 1 | 59 | bafybeiegxwlgmoh2cny7qlolykdf7aq7g6dlommarldrbm7c4hbckhfcke | 4 | dag-pb:2 raw:2 | sha2-256:4 | 184 | 102
          gateway-conformance/fixtures/path_gateway_dag/dag-cbor-traversal.car | 1 | 59 | bafyreibs4utpgbn7uqegmd2goqz4bkyflre2ek2iwv743fhvylwi4zeeim | 3 | dag-cbor:3 | sha2-256:3 | 148 | 76
          gateway-conformance/fixtures/path_gateway_dag/plain-cbor.car | 1 | 59 | bafireif3aymeikgfbofx533yf5vlx4kimzq6zmzmpra2mnzfsfnmv4hchm | 1 | cbor:1 | sha2-256:1 | 17 | 17
          gateway-conformance/fixtures/path_gateway_dag/plain-json.car | 1 | 60 | bagaaierajjsnhsxqlgfrvknlt7z2heoljcgfv37cn45tu7mhmr23x3ekiboq | 1 | json:1 | sha2-256:1 | 26 | 26
          gateway-conformance/fixtures/path_gateway_dag/gateway-json-cbor.car | 1 | 59 | bafybeiafyvqlazbbbtjnn6how5d6h6l6rxbqc4qgpbmteaiskjrffmyy4a | 11 | dag-pb:6 raw:5 | sha2-256:11 | 711 | 194
          gateway-conformance/fixtures/path_gateway_tar/inside-root.car | 1 | 59 | bafybeibfevfxlvxp5vxobr5oapczpf7resxnleb7tkqmdorc4gl5cdva3y | 4 | dag-pb:3 raw:1 | sha2-256:4 | 176 | 55
          gateway-conformance/fixtures/dir_listing/fixtures.car | 1 | 59 | bafybeig6ka5mlwkl4subqhaiatalkcleo4jgnr3hqwvpmsqfca27cijp3i | 10 | dag-pb:6 raw:4 | sha2-256:10 | 623 | 194
          gateway-conformance/fixtures/redirects_file/redirects.car | 1 | 57 | QmQyqMY5vUBSbSxyitJqthgwZunCQjDVtNd8ggVCxzuPQ4 | 32 | dag-pb:32 | sha2-256:32 | 68071 | 65562
          gateway-conformance/fixtures/redirects_file/redirects-spa.car | 1 | 59 | bafybeib5lboymwd6p2eo4qb2lkueaine577flvsjjeuevmp2nlio72xv5q | 3 | dag-pb:1 raw:2 | sha2-256:3 | 189 | 112
          gateway-conformance/tooling/car/_fixtures/dag.car | 1 | 59 | bafybeidlbwbu73tbjr3atntjz4lq5ego5w2uyof35vvwcnheaftzi3rndu | 5 | raw:3 dag-pb:2 | sha2-256:5 | 61948 | 30999
          gateway-conformance/tooling/car/_fixtures/file-3k-and-3-blocks-missing-block.car | 1 | 57 | QmZGmS2U9aD3EH8Vtea2fWpurjjry4rCJ2A2dSQFCCSFdB | 3 | dag-pb:3 | sha2-256:3 | 2215 | 1035
          gateway-conformance/tooling/check/_fixtures/hello_ipfs.car | 1 | 59 | bafkreidfdrlkeq4m4xnxuyx6iae76fdm4wgl5d4xzsb77ixhyqwumhz244 | 1 | raw:1 | sha2-256:1 | 11 | 11
          boxo/gateway/testdata/headers-test.car | 1 | 59 | bafybeidbcy4u6y55gsemlubd64zk53xoxs73ifd6rieejxcr7xy46mjvky | 249 | dag-pb:240 raw:8 dag-cbor:1 | sha2-256:249 | 75894 | 12046
          boxo/gateway/testdata/fixtures.car | 1 | 59 | bafybeif5nf57opy6zwpmf33vsdvicpladdwhptpbdaribk3fvbtxq57nfq | 7 | dag-pb:3 dag-cbor:1 raw:3 | sha2-256:7 | 919 | 664
          boxo/gateway/testdata/dir-special-chars.car | 1 | 59 | bafybeiebgctytpwjp7suihumuyckgbx2wuofmjjncavkamhjen3jpd7vda | 6 | dag-pb:3 raw:3 | sha2-256:6 | 271 | 109
          boxo/gateway/testdata/unixfs-dir-with-mode-mtime.car | 1 | 59 | bafybeifup24mfbx6iv4xo7k664gzlezzurdnyb36pogxulrb7ed23cxtym | 10 | dag-pb:10 | sha2-256:10 | 606 | 209
          boxo/gateway/testdata/redirects-query-params.car | 1 | 59 | bafybeiee3ltldvmfgsxiqazbatrkbvkl34eanbourajwnavhupb64nnbxa | 3 | dag-pb:1 raw:2 | sha2-256:3 | 577 | 451
          kubo/test/cli/fixtures/TestDagStat.car | 1 | 59 | bafyreifrm6uf5o4dsaacuszf35zhibyojlqclabzrms7iak67pf62jygaq | 4 | dag-cbor:4 | sha2-256:4 | 194 | 95
          kubo/test/cli/fixtures/TestName.car | 1 | 59 | bafybeidg3uxibfrt7uqh7zd5yaodetik7wjwi4u7rwv2ndbgj6ec7lsv2a | 4 | dag-pb:2 dag-cbor:1 raw:1 | sha2-256:4 | 213 | 100
          kubo/test/sharness/t0400-api-no-gateway/fixtures.car | 1 | 57 | QmNYERzV2LfD2kkfahtfv44ocHzEFK1sLBaE7zdcYT2GAZ | 1 | dag-pb:1 | sha2-256:1 | 16 | 16
          go-unixfsnode/file/fixtures/QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o.car | 1 | 57 | QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o | 1 | dag-pb:1 | sha2-256:1 | 20 | 20
          go-data-segment/datasegment/testdata/sample_aggregate/cat.png.car | 1 | 61 | bafk2bzaceanulxrrjjec5e6r7vskb6cqgueh2w6bnge6ja5u3la7aygjizwku | 1 | raw:1 | blake2b-256:1 | 392273 | 392273
          go-data-segment/datasegment/testdata/sample_aggregate/Verifiable Data Aggregation.png.car | 1 | 61 | bafk2bzacecul64ojb2rl7szydmytaaqqfvbceueaooclsshi5ennuyhsgzt2m | 1 | raw:1 | blake2b-256:1 | 188193 | 188193
          """)
  void haveTheBlocksThatTheyShouldHave(
      String name,
      int version,
      int header,
      String roots,
      long blocks,
      String codecs,
      String hashes,
      long payload,
      long longest)
      throws IOException {
    READ.incrementAndGet();
    try (var source = Fixtures.open(name)) {
      var facts = CarFiles.inspect(source, CarLimits.DEFAULT, ZeroSection.END);

      assertThat(facts.header().version()).isEqualTo(version);
      assertThat(facts.header().frameLength()).isEqualTo(header);
      assertThat(facts.header().roots()).map(Object::toString).isEqualTo(list(roots));
      assertThat(facts.blocks()).isEqualTo(blocks);
      assertThat(names(facts.codecs())).isEqualTo(names(codecs));
      assertThat(names(facts.hashes())).isEqualTo(names(hashes));
      assertThat(facts.blockBytes().max()).isEqualTo(longest);
      assertThat(facts.blockBytes().mean()).isEqualTo(payload / blocks);

      var problems = new ArrayList<CarException>();
      var totals =
          VerifiedScan.run(
              source, CarLimits.DEFAULT, ZeroSection.END, Work.alone(), _ -> {}, problems::add);
      assertThat(problems).isEmpty();
      assertThat(totals).isEqualTo(new VerifiedScan.Totals(blocks, payload, 0));
    }
    var stream = new ByteArrayInputStream(Fixtures.bytes(name));
    try (var scanner = CarScanner.over(stream, "stream", CarLimits.DEFAULT, ZeroSection.END)) {
      var totals = VerifiedScan.run(scanner, Work.alone(), _ -> {}, problem -> {});
      assertThat(totals).isEqualTo(new VerifiedScan.Totals(blocks, payload, 0));
    }
  }

  private static List<String> list(String roots) {
    var list = new ArrayList<String>();
    for (var root : roots.split(", ", -1)) {
      list.add(root);
    }
    return list;
  }

  private static Map<String, Long> names(String counts) {
    var map = new TreeMap<String, Long>();
    for (var count : counts.split(" ", -1)) {
      var parts = count.split(":", -1);
      map.put(parts[0], Long.valueOf(parts[1]));
    }
    return map;
  }

  private static Map<String, Long> names(SortedMap<Long, Long> counts) {
    var map = new TreeMap<String, Long>();
    counts.forEach((code, count) -> map.put(Multicodec.name(code), count));
    return map;
  }
}
