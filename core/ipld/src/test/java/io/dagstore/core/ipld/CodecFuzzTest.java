package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Any input: a value that comes back as it was, or a {@link MalformedException}. In the normal run
 * these see their seeds; with {@code JAZZER_FUZZ=1} they look for more.
 */
final class CodecFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void cidText(byte[] input) {
    var text = new String(input, UTF_8);
    attempt(() -> Cid.parse(text))
        .ifPresent(cid -> {
          assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
          assertThat(Cid.fromBytes(cid.toBytes())).isEqualTo(cid);
        });
  }

  @FuzzTest(maxDuration = "30s")
  void cidBinary(byte[] input) {
    Optional<Cid> ofArray = attempt(() -> Cid.read(input, 0, input.length));
    var segment = MemorySegment.ofArray(input);
    Optional<Cid> ofSegment = attempt(() -> Cid.read(segment, 0, input.length));

    assertThat(ofSegment).isEqualTo(ofArray);
    ofArray.ifPresent(cid -> {
      assertThat(Cid.length(segment, 0, input.length)).isEqualTo(cid.byteLength());
      assertThat(Cid.multihashOffset(segment, 0)).isEqualTo(cid.multihashOffset());
      assertThat(cid.sameBytes(segment, 0, cid.byteLength())).isTrue();
      assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    });
  }

  @FuzzTest(maxDuration = "30s")
  void dagCbor(byte[] input) {
    attempt(() -> Codecs.DAG_CBOR.decode(input))
        .ifPresent(node -> {
          assertThat(Codecs.DAG_CBOR.encode(node)).isEqualTo(input);
          assertThat(Codecs.DAG_CBOR_LENIENT.encode(Codecs.DAG_CBOR_LENIENT.decode(input)))
              .isEqualTo(input);
          checkLinks(Codecs.DAG_CBOR, input, node);
          Codecs.pretty(node);
        });
    attempt(() -> Codecs.DAG_CBOR_LENIENT.decode(input))
        .ifPresent(node -> {
          byte[] canonical = Codecs.DAG_CBOR_LENIENT.encode(node);
          assertThat(Codecs.DAG_CBOR_LENIENT.encode(Codecs.DAG_CBOR_LENIENT.decode(canonical)))
              .isEqualTo(canonical);
        });
    attempt(() -> links(Codecs.DAG_CBOR, input));
  }

  @FuzzTest(maxDuration = "30s")
  void dagJson(byte[] input) {
    attempt(() -> Codecs.DAG_JSON.decode(input))
        .ifPresent(node -> {
          byte[] canonical = Codecs.DAG_JSON.encode(node);
          Node again = Codecs.DAG_JSON.decode(canonical);
          assertThat(Codecs.DAG_JSON.encode(again)).isEqualTo(canonical);
          assertThat(Codecs.DAG_CBOR.encode(again)).isEqualTo(Codecs.DAG_CBOR.encode(node));
          checkLinks(Codecs.DAG_JSON, input, node);
        });
    attempt(() -> links(Codecs.DAG_JSON, input));
  }

  @FuzzTest(maxDuration = "30s")
  void dagPb(byte[] input) {
    Optional<PbNode> node = attempt(() -> PbNode.decode(input));

    assertThat(attempt(() -> links(Codecs.DAG_PB, input)).isPresent()).isEqualTo(node.isPresent());
    node.ifPresent(read -> {
      byte[] canonical = read.encode();
      assertThat(PbNode.decode(canonical).encode()).isEqualTo(canonical);
      assertThat(canonical).hasSameSizeAs(input);
      assertThat(Codecs.DAG_PB.encode(Codecs.DAG_PB.decode(canonical))).isEqualTo(canonical);
    });
  }

  private static void checkLinks(Codec codec, byte[] input, Node node) {
    assertThat(links(codec, input)).isEqualTo(Trees.links(node));
  }

  private static List<Cid> links(Codec codec, byte[] input) {
    var links = new ArrayList<Cid>();
    codec.links(input, links::add);
    return links;
  }

  private static <T> Optional<T> attempt(Supplier<T> action) {
    try {
      return Optional.of(action.get());
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
