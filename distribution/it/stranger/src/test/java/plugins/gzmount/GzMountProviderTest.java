package plugins.gzmount;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.plugin.PluginContext;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.testkit.MountContract;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What every mount must do, and what only this one does. */
final class GzMountProviderTest extends MountContract {
  @Override
  protected MountProvider provider() {
    return provider(Map.of());
  }

  private MountProvider provider(Map<String, String> settings) {
    return new GzMountProvider(new PluginContext(directory, settings, InstantSource.system()));
  }

  @Override
  protected URI put(String name, byte[] bytes) throws IOException {
    var file = directory.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return URI.create("gz://" + file.toUri().getRawPath());
  }

  @Override
  protected URI absent() {
    return URI.create("gz://" + directory.resolve("absent.car.gz").toUri().getRawPath());
  }

  @Test
  void refusesWhatIsLargerThanTheSettingAllows() throws IOException {
    var mount = provider(Map.of("max_bytes", "10")).mount(put("large.car.gz", new byte[11]));

    assertThatThrownBy(mount::open).hasMessageContaining("expected 10 bytes or fewer");
  }

  @Test
  void refusesWhatIsNotCompressed() throws IOException {
    var file = Files.writeString(directory.resolve("plain.car"), "this is not compressed");
    var mount = provider().mount(URI.create("gz://" + file.toUri().getRawPath()));

    assertThatThrownBy(mount::open).isInstanceOf(CorruptDataException.class);
  }
}
