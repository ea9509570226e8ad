package io.dagstore.core.ipld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HasherTest {
  private static final byte[] DATA = "some data".getBytes(UTF_8);

  @Test
  void blake2bOfNothingIsTheKnownOne() {
    assertThat(Multihash.sum(Multicodec.BLAKE2B_256, new byte[0]).digest())
        .asHexString()
        .isEqualToIgnoringCase("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  }

  @Test
  void blake2bAgreesWithBouncyCastleAtEveryLengthAndPlace() {
    var random = new Seeded();
    var hasher = new Hasher();
    for (int length = 0; length < 700; length++) {
      byte[] data = random.exactly(length + 20);
      int off = random.upTo(20);

      byte[] digest = hasher.digest(Multicodec.BLAKE2B_256, data, off, length);

      assertThat(digest).as("%s %s", random, length).isEqualTo(bouncy(data, off, length));
    }
  }

  @Test
  void blake2bAgreesWithBouncyCastleOnLongData() {
    var random = new Seeded();
    byte[] data = random.exactly((1 << 20) + 77);

    assertThat(new Hasher().digest(Multicodec.BLAKE2B_256, data, 0, data.length))
        .as(random.toString())
        .isEqualTo(bouncy(data, 0, data.length));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        Multicodec.IDENTITY,
        Multicodec.SHA2_256,
        Multicodec.SHA2_512,
        Multicodec.BLAKE2B_256
      })
  void tellsTheRightBytesFromOthers(long code) {
    Cid cid = Cid.v1(Multicodec.RAW, Multihash.sum(code, DATA));
    byte[] other = DATA.clone();
    other[3] ^= 1;

    assertThat(Hasher.knows(code)).isTrue();
    assertThat(verify(cid, DATA)).isEqualTo(Verdict.MATCH);
    assertThat(verify(cid, other)).isEqualTo(Verdict.MISMATCH);
    assertThat(verify(cid, new byte[0])).isEqualTo(Verdict.MISMATCH);
    assertThat(verify(cid, new byte[DATA.length + 1])).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void isNeverSilentlyGoodAboutAnUnknownFunction() {
    Cid cid = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.SHA1, new byte[20]));

    assertThat(Hasher.knows(Multicodec.SHA1)).isFalse();
    assertThat(verify(cid, DATA)).isEqualTo(Verdict.UNVERIFIABLE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Multihash.sum(Multicodec.SHA1, DATA))
        .withMessageContaining("sha1");
  }

  @Test
  void sha256IsTheKnownOne() {
    assertThat(Multihash.sum(Multicodec.SHA2_256, new byte[0]).toBytes())
        .isEqualTo(
            HexFormat.of()
                .parseHex("1220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  }

  private static Verdict verify(Cid cid, byte[] data) {
    var hasher = new Hasher();
    Verdict ofCid = hasher.verify(cid, data, 0, data.length);
    Verdict ofSegment =
        hasher.verify(
            MemorySegment.ofArray(cid.toBytes()), cid.multihashOffset(), data, 0, data.length);
    assertThat(ofSegment).isEqualTo(ofCid);
    return ofCid;
  }

  private static byte[] bouncy(byte[] data, int off, int length) {
    var digest = new Blake2bDigest(256);
    digest.update(data, off, length);
    byte[] result = new byte[32];
    digest.doFinal(result, 0);
    return result;
  }
}
