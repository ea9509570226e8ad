package io.dagstore.distribution.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that read a repository beside the process that writes it; {@code FollowingTest} has what
 * their stores see.
 */
@Timeout(300)
final class ReadOnlyNodeIT {
  private static final Pattern API = Pattern.compile("\"api\":\"([^\"]+)\"");

  @TempDir private Path folder;
  private Shell shell;
  private String first = "";
  private String second = "";
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void pack() throws IOException {
    shell = new Shell(folder);
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/a.txt"), "a");
    first = shell.good("car create --no-wrap -o one.car site").strip();
    Files.writeString(folder.resolve("site/b.txt"), "b");
    second = shell.good("car create --no-wrap -o two.car site").strip();
    Files.createDirectories(folder.resolve("repo"));
  }

  private void engine(String name) throws IOException {
    Files.writeString(
        folder.resolve("repo/dagstore.toml"), "[index]\ninverted = \"" + name + "\"\n");
  }

  @AfterEach
  void end() throws InterruptedException {
    for (var process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void seeWhatTheWriterDoesAndOutliveItsKill() throws Exception {
    engine("chronicle");
    var writer = start("serve", "--json");
    var _ = api(writer);
    shell.good("register-shard --key one one.car");
    var api = api(start("serve", "--json", "--read-only"));
    var found = "--json --api " + api + " lookup-shards ";
    var admin = " --api " + Files.readString(folder.resolve("repo/token")).strip() + ":" + api;

    assertThat(shell.good("cat --api " + api + " " + first + "/a.txt")).isEqualTo("a");
    shell.good("register-shard --key two two.car");
    assertThat(shell.await(found + second, a -> a.code() == 0).out()).contains("two");
    shell.good("destroy-shard one");
    shell.await(found + first, answer -> answer.code() == 1);

    writer.destroyForcibly().waitFor();
    var files = files();
    assertThat(shell.good("cat --api " + api + " " + second + "/b.txt")).isEqualTo("b");
    assertThat(shell.run("gc" + admin).code()).isEqualTo(1);
    assertThat(shell.run("destroy-shard two" + admin).err())
        .contains("expected a store open for writing, got one for reading");
    assertThat(files()).isEqualTo(files);
  }

  @Test
  void sayWhichEngineToTake() throws Exception {
    shell.good("register-shard --key one one.car");

    var reader = start("serve", "--json", "--read-only");

    assertThat(reader.errorReader().readLine())
        .contains("got 'segments'", "dagstore rebuild-index --engine chronicle");
    assertThat(reader.waitFor()).isEqualTo(74);
  }

  private Map<Path, FileTime> files() throws IOException {
    var times = new TreeMap<Path, FileTime>();
    try (var files = Files.walk(folder.resolve("repo"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        // Who looks something up there locks a part of the map, which lies in the file.
        if (!file.toString().contains("inverted")) {
          times.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return times;
  }

  private Process start(String... arguments) throws IOException {
    var command = Distribution.started().command(arguments).directory(folder.toFile());
    command.environment().put("DAGSTORE_PATH", folder.resolve("repo").toString());
    var process = command.start();
    started.add(process);
    return process;
  }

  private static String api(Process serving) throws IOException {
    var line = String.valueOf(serving.inputReader().readLine());
    var api = API.matcher(line);
    if (!api.find()) {
      throw new AssertionError("expected a ready line, got " + line);
    }
    return api.group(1);
  }
}
