package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The inverted index moves from one engine to the other and back, by the command as it ships. */
@Timeout(300)
final class RebuildIndexIT {
  @TempDir private Path folder;
  private Shell shell;
  private String root = "";
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void fill() throws IOException {
    shell = new Shell(folder);
    Files.createDirectories(folder.resolve("site"));
    Files.createDirectories(folder.resolve("cars"));
    Files.writeString(folder.resolve("site/a.txt"), "a");
    root = shell.good("car create --no-wrap -o cars/one.car site").strip();
    Files.writeString(folder.resolve("site/b.txt"), "b");
    shell.good("car create --no-wrap -o cars/two.car site");
    shell.good("register-shard cars");
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void movesAndAnswersTheSame() throws Exception {
    var found = shell.good("lookup-shards " + root);

    assertThat(command("rebuild-index", "--engine", "chronicle", "--json"))
        .endsWith("{\"done\":2,\"total\":2}\n");
    assertThat(folder.resolve("repo/inverted-2.chronicle")).isDirectory();
    assertThat(command("lookup-shards", root)).isEqualTo(found);

    assertThat(command("rebuild-index")).endsWith("(2/2) shards\n");
    assertThat(folder.resolve("err"))
        .content()
        .startsWith("dagstore: warning: inverted index ")
        .endsWith("got 'chronicle', which serves until 'dagstore rebuild-index'\n")
        .hasLineCount(1);
    assertThat(shell.good("lookup-shards " + root)).isEqualTo(found);
    assertThat(folder.resolve("repo/inverted-3.segments")).isDirectory();
    assertThat(folder.resolve("repo/inverted-2.chronicle")).doesNotExist();
  }

  @Test
  void aNodeMovesWhileItServes() throws Exception {
    var found = shell.good("lookup-shards " + root);
    Files.writeString(folder.resolve("repo/dagstore.toml"), "[index]\ninverted = \"chronicle\"\n");
    var node = start(Redirect.INHERIT, "serve", "--json");
    assertThat(node.inputReader().readLine()).contains("\"api\"");

    assertThat(folder.resolve("repo/inverted")).isDirectory();
    assertThat(shell.good("lookup-shards " + root)).isEqualTo(found);
    assertThat(shell.good("rebuild-index")).endsWith("(2/2) shards\n");
    assertThat(folder.resolve("repo/inverted-2.chronicle")).isDirectory();
    assertThat(folder.resolve("repo/inverted")).doesNotExist();
    assertThat(shell.good("lookup-shards " + root)).isEqualTo(found);
    shell.good("destroy-shard one");
    assertThat(shell.run("lookup-shards " + root).code()).isEqualTo(1);
    shell.good("stop");
    assertThat(folder.resolve("repo/repo.lock")).doesNotExist();
    assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isZero();
  }

  private Process start(Redirect errors, String... arguments) throws IOException {
    var command = Distribution.started().command(arguments).directory(folder.toFile());
    command.environment().put("DAGSTORE_PATH", folder.resolve("repo").toString());
    var process = command.redirectError(errors).start();
    started.add(process);
    return process;
  }

  private String command(String... arguments) throws IOException, InterruptedException {
    var process = start(Redirect.to(folder.resolve("err").toFile()), arguments);
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", arguments)).isZero();
    return out;
  }
}
