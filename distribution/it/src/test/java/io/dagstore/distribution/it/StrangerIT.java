package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.testkit.SampleCar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mount that was written outside this house: built with nothing but the sdk, dropped into a node
 * that runs, used with the ordinary commands, taken away and put back.
 */
@Timeout(300)
final class StrangerIT {
  private static final SampleCar CAR = SampleCar.small(50, 1);

  private final Stranger stranger = new Stranger(ByteCode.house().root());
  @TempDir private Path folder;

  @Test
  void itsShardsServeAsLongAsItIsThere() throws Exception {
    var shell = new Shell(folder);
    var jar = stranger.build(folder.resolve("m2"));
    var dropped = folder.resolve("repo/plugins/gz-mount.jar");
    var mount = compressed().toUri().toString().replaceFirst("file", "gz");
    try (var serving = ServingProcess.start(stranger.distribution(), folder.resolve("repo"))) {
      assertThat(shell.run("register-shard --key a " + mount).code()).isEqualTo(2);

      drop(jar, dropped);
      shell.await("plugins", it -> it.out().matches("(?s).*gz-mount.*active.*mount gz.*"));
      assertThat(shell.good("register-shard --key a " + mount)).startsWith("a  AVAILABLE");
      assertThat(shell.good("lookup-shards " + CAR.root())).isEqualTo("a\n");
      var block = shell.good("get-block " + CAR.root());

      Files.delete(dropped);
      var gone = shell.await("list-shards", it -> it.out().contains("UNAVAILABLE"));
      assertThat(gone.out()).contains("gz");
      assertThat(shell.run("get-block " + CAR.root()).code()).isNotZero();
      assertThat(shell.good("plugins")).doesNotContain("gz-mount");

      drop(jar, dropped);
      shell.await("list-shards", it -> it.out().contains(" AVAILABLE"));
      assertThat(shell.good("get-block " + CAR.root())).isEqualTo(block);
      assertThat(shell.good("journal --system dagstore")).contains("dagstore:plugin", "gz-mount");

      shell.good("stop");
      assertThat(serving.end()).isZero();
    }
  }

  private Path compressed() throws IOException {
    var car = CAR.writeTo(folder.resolve("site.car"));
    var file = folder.resolve("site.car.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      Files.copy(car, out);
    }
    return file;
  }

  private static void drop(Path jar, Path target) throws IOException {
    Files.createDirectories(target.resolveSibling("."));
    Files.copy(jar, target);
  }

  @Test
  void itBeganAsWhatNewPluginWrites() throws IOException {
    var sdk = stranger.distribution().resolve("sdk");
    new Shell(folder).good("new-plugin gz-mount --mount gz --sdk " + sdk);

    var services = "src/main/resources/META-INF/services/io.dagstore.core.api.mount.MountProvider";
    for (var file : List.of("README.md", ".gitignore", ".mvn/maven.config", services)) {
      assertThat(stranger.folder().resolve(file))
          .hasSameTextualContentAs(folder.resolve("gz-mount").resolve(file));
    }
    assertThat(pom(stranger.folder())).isEqualTo(pom(folder.resolve("gz-mount")));
  }

  /** The project without the places of its sdk and of the JDK that it was made with. */
  private static String pom(Path project) throws IOException {
    return Files.readString(project.resolve("pom.xml"))
        .replaceAll("<dagstore.(sdk|jdk)>.*</dagstore.(sdk|jdk)>", "");
  }

  @Test
  void whatNewPluginWritesCompiles() throws IOException {
    var sdk = stranger.distribution().resolve("sdk");
    new Shell(folder).good("new-plugin zip-mount --mount zip --sdk " + sdk);
    // Not "path": jars of others on this test's class path name jars that lie elsewhere.
    var arguments = new ArrayList<>(List.of("-Xlint:all,-path", "-Werror", "-proc:none"));
    arguments.addAll(List.of("-d", folder.resolve("classes").toString(), "-cp", classPath()));
    try (var files = Files.walk(folder.resolve("zip-mount/src"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }

    var code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));

    assertThat(code).isZero();
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""));
  }
}
