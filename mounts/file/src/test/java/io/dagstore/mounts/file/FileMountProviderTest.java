package io.dagstore.mounts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountStat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileMountProviderTest {
  @TempDir private Path base;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.car",
        "100%.car",
        "%41.car",
        "a b.car",
        "a#b.car",
        "a?b=c&d.car",
        "a+b;c,d@e!$'()*.car",
        "new\nline.car",
        "back\\slash.car",
        "colon:first.car",
        "~home.car",
        ".hidden.car",
        "[bracket].car",
        "quote\"<>|^`{}.car",
        "tab\t\u0001.car"
      })
  void bringsAnyNameBack(String name) throws IOException {
    var provider = new FileMountProvider(base);
    Path file = Files.write(base.resolve(name), new byte[] {1, 2, 3});

    for (Path path : new Path[] {file, Path.of(name), Path.of("sub", "..", name)}) {
      URI uri = URI.create(provider.uri(path).toString());
      Mount mount = provider.mount(uri);
      Files.createDirectories(base.resolve("sub"));

      assertThat(mount.uri()).isEqualTo(uri);
      assertThat(mount).isEqualTo(provider.mount(mount.uri()));
      assertThat(mount.stat()).isEqualTo(MountStat.ready(3));
      try (var source = mount.open()) {
        assertThat(source.size()).isEqualTo(3);
      }
    }
  }

  @Test
  void keepsTheBytesOfUnicodeNames() {
    var provider = new FileMountProvider(base);

    URI uri = URI.create("file:gr%C3%BC%C3%9Fe/%E4%BA%8C%F0%9F%8C%8D.car");

    Mount mount = provider.mount(uri);
    assertThat(mount.uri()).isEqualTo(uri);
    Path path = ((FileMount) mount).path();
    assertThat(path.toUri().getRawPath()).endsWith(uri.getRawSchemeSpecificPart());
    assertThat(provider.uri(path).getRawPath()).endsWith(uri.getRawSchemeSpecificPart());
  }

  @Test
  void namesAbsoluteFilesWhole() {
    URI uri = new FileMountProvider(base).uri(Path.of("/data/a b.car"));

    assertThat(uri).hasToString("file:///data/a%20b.car");
  }

  @Test
  void namesRelativeFilesWithoutTheBase() {
    URI uri = new FileMountProvider(base).uri(Path.of("cars/a b.car"));

    assertThat(uri).hasToString("file:cars/a%20b.car");
  }

  @Test
  void findsRelativeFilesWhereverTheBaseIs() {
    Mount mount = new FileMountProvider(base).mount(URI.create("file:cars/a%20b.car"));

    assertThat(((FileMount) mount).path()).isEqualTo(base.resolve("cars/a b.car"));
  }

  @Test
  void readsShortAndLocalForms() {
    var provider = new FileMountProvider(base);

    for (String uri : new String[] {"file:/a.car", "FILE:///a.car", "file://localhost/a.car"}) {
      assertThat(((FileMount) provider.mount(URI.create(uri))).path()).isEqualTo(Path.of("/a.car"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host/a.car",
        "a.car",
        "file://host/a.car",
        "file:///a.car?b",
        "file:a.car?b",
        "file:///a.car#b",
        "file:a.car#b",
        "file:///a%00b.car"
      })
  void refusesWhatIsNoFile(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileMountProvider(base).mount(URI.create(uri)));
  }

  @Test
  void tellsAbsentFromPresent() throws IOException {
    Mount mount = new FileMountProvider(base).mount(URI.create("file:absent.car"));

    assertThat(mount.stat()).isEqualTo(MountStat.ABSENT);
    assertThatThrownBy(mount::open)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageEndingWith(": expected a file, got none");
  }

  @Test
  void refusesAFolder() {
    Mount mount = new FileMountProvider(base).mount(base.toUri());

    assertThatThrownBy(mount::stat)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(mount::open)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a folder");
  }
}
