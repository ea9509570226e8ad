package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;

/** Any bytes are no index, or one that is written again as it was and finds what it holds. */
final class CarIndexFuzzTest {

  @FuzzTest(maxDuration = "10s")
  void anyBytes(byte[] bytes) throws IOException {
    CarIndex index;
    try {
      index = CarIndex.read(Source.of(bytes, "fuzz"), 0, bytes.length);
    } catch (CarException e) {
      assertThat(e.fault()).isEqualTo(CarException.Fault.UNUSABLE_INDEX);
      return;
    }

    var again = new ByteArrayOutputStream();
    index.writeTo(Channels.newChannel(again));
    assertThat(again.toByteArray()).isEqualTo(bytes);
    index.forEach((code, digest, offset) -> findAgain(index, code, digest, offset));
  }

  private static void findAgain(CarIndex index, long code, byte[] digest, long offset)
      throws IOException {
    long function = code == CarIndex.NO_HASH_FUNCTION ? Multicodec.IDENTITY : code;
    if (DigestLengths.of(function) < 0) {
      var hash = Multihash.of(function, digest);
      assertThat(index.find(hash, found -> found == offset)).isTrue();
    }
  }
}
