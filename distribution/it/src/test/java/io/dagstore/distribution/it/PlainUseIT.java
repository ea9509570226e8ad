package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.ipld.Block;
import io.dagstore.core.testkit.SampleCar;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program of {@code src/test/plain}, compiled against the built jars and run with nothing else
 * beside it: neither OSGi nor Dagger.
 */
@Timeout(60)
final class PlainUseIT {
  private static final Set<String> ROOMS =
      Set.of(
          "core/ipld",
          "core/files",
          "core/car",
          "core/api",
          "core/store",
          "mounts/file",
          "index/file",
          "index/segments");

  @TempDir private Path folder;
  private String jars;
  private Path car;
  private Block block;

  @BeforeEach
  void prepare() throws Exception {
    var found = new ArrayList<String>();
    for (var leaf : ByteCode.house().leaves()) {
      if (ROOMS.contains(leaf.path())) {
        found.add(leaf.jar().toString());
      }
    }
    assertThat(found).hasSameSizeAs(ROOMS);
    found.add(jarOf(MVStore.class));
    found.add(jarOf(NullMarked.class));
    jars = String.join(File.pathSeparator, found);
    var sample = SampleCar.small(20, 1);
    car = folder.resolve("sample.car");
    sample.writeTo(car);
    block = sample.block(7);
  }

  @Test
  void theModulePathNeedsNoContainer() throws Exception {
    var classes = compile("--module-path", jars, "module-info.java", "demo/Main.java");

    assertThat(run("--module-path", jars + File.pathSeparator + classes, "-m", "demo/demo.Main"))
        .isEqualTo("true " + block.size());
  }

  @Test
  void theClassPathNeedsNoContainer() throws Exception {
    var classes = compile("--class-path", jars, "demo/Main.java");

    assertThat(run("--class-path", jars + File.pathSeparator + classes, "demo.Main"))
        .isEqualTo("false " + block.size());
  }

  private static String jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private Path compile(String option, String path, String... files) throws IOException {
    var sources = ByteCode.house().root().resolve("distribution/it/src/test/plain");
    var classes = Files.createDirectory(folder.resolve("classes"));
    var arguments = new ArrayList<>(List.of("-d", classes.toString(), option, path));
    for (var file : files) {
      arguments.add(sources.resolve(file).toString());
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return classes;
  }

  private String run(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(folder.resolve("store").toString(), car.toString(), block.cid().toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var out = process.getInputStream()) {
      var said = new String(out.readAllBytes(), UTF_8).strip();
      assertThat(process.waitFor()).isZero();
      return said;
    }
  }
}
