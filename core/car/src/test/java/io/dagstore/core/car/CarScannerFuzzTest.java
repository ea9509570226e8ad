package io.dagstore.core.car;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dagstore.core.files.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Any bytes end in a {@link CarException} or in sections, the same ones from file and stream. */
final class CarScannerFuzzTest {
  private static final CarLimits LIMITS = new CarLimits(1 << 16, 1 << 16, 64);

  @FuzzTest(maxDuration = "10s")
  void anyBytes(byte[] file) throws IOException {
    var fromFile = new ArrayList<CarSection>();
    var fromStream = new ArrayList<CarSection>();

    boolean soundFile = walk(fromFile, () -> overFile(file));
    boolean soundStream = walk(fromStream, () -> overStream(file));

    // A file whose CARv2 header speaks of more than there is does not open; a stream cannot know,
    // and
    // gives a section out before it can know that its end is missing.
    assertThat(fromStream).hasSizeGreaterThanOrEqualTo(fromFile.size());
    if (!fromFile.isEmpty()) {
      assertThat(fromStream).hasSizeLessThanOrEqualTo(fromFile.size() + 1);
    }
    assertThat(fromStream.subList(0, fromFile.size())).isEqualTo(fromFile);
    assertThat(!soundFile || soundStream).isTrue();
  }

  private interface Opening {
    CarScanner open() throws IOException;
  }

  private static CarScanner overFile(byte[] file) throws IOException {
    return CarScanner.over(Source.of(file, "fuzz"), LIMITS, ZeroSection.CORRUPT);
  }

  private static CarScanner overStream(byte[] file) throws IOException {
    var stream = new ByteArrayInputStream(file);
    return CarScanner.over(stream, "fuzz", LIMITS, ZeroSection.CORRUPT);
  }

  private static boolean walk(List<CarSection> sections, Opening opening) throws IOException {
    try (var scanner = opening.open()) {
      while (scanner.next()) {
        sections.add(scanner.location());
      }
      return true;
    } catch (CarException e) {
      assertThat(e.offset()).isNotNegative();
      return false;
    }
  }
}
