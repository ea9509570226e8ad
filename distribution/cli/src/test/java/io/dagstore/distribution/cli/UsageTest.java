package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class UsageTest {
  @TempDir private Path folder;

  static List<String> commands() {
    var console =
        new Console(
            System.in,
            System.out,
            System.err,
            Map.of(),
            Path.of(""),
            () -> 0,
            Console.Terminal.none());
    var names = new ArrayList<String>();
    collect(CommandTree.whole(new Shell(console)), "", names);
    return names;
  }

  private static void collect(CommandLine line, String path, List<String> names) {
    for (var child : line.getSubcommands().values()) {
      var name = (path + " " + child.getCommandName()).strip();
      if (!names.contains(name)) {
        names.add(name);
        collect(child, name, names);
      }
    }
  }

  @Test
  void hasEveryCommandThatIsPromised() {
    assertThat(commands())
        .contains(
            "demo",
            "init",
            "register-shard",
            "import-go",
            "list-shards",
            "destroy-shard",
            "initialize-shard",
            "initialize-all",
            "lookup-shards",
            "get-block",
            "explain",
            "stat",
            "show",
            "cat",
            "ls",
            "get",
            "export",
            "completion")
        .contains(
            "car inspect",
            "car verify",
            "car list",
            "car root",
            "car index",
            "car detach-index",
            "car get-block",
            "car get-dag",
            "car create",
            "car extract",
            "car filter",
            "car concat",
            "car wrap",
            "car unwrap");
  }

  @Test
  void hasEveryCommandAboutANode() {
    assertThat(commands())
        .contains(
            "recover-shard",
            "rebuild-index",
            "shard-info",
            "gc",
            "lookup-pieces",
            "serve",
            "status",
            "stop",
            "plugins",
            "journal",
            "config",
            "new-plugin",
            "auth create-token",
            "auth info");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpOfEveryCommandHasAnExample(String command) {
    var words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.add("--help");

    var run = Run.in(folder, words.toArray(String[]::new));

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: dagstore " + command, "Example:\n  dagstore ");
  }

  @Test
  void theOverviewNamesTheExitCodes() {
    var run = Run.in(folder, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("65 data is corrupt", "register-shard");
  }

  @Test
  void tellsItsVersion() {
    var run = Run.in(folder, "--version");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("dagstore ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "car",
        "car nonsense",
        "auth",
        "auth create-token --perm nonsense",
        "initialize-all --concurrency -1",
        "journal --since yesterday",
        "list-shards --color sometimes",
        "list-shards --api nonsense",
        "register-shard gz:///a.car.gz",
        "serve",
        "get-block",
        "get-block --nonsense bafkqaaa",
        "cat --range x bafkqaaa",
        "export bafkqaaa",
        "list-shards --state nonsense",
        "list-shards --limit 0",
        "car create x",
        "car create -o y.car --profile nonsense x",
        "car create -o y.car --version 3 x",
        "car create -o y.car --no-wrap a b",
        "car index a.car",
        "car wrap --data-padding -1 a.car b.car",
        "register-shard --key k a.car b.car",
        "show --codec nonsense bafkqaaa"
      })
  void wrongUsageEndsWithTwoAndOneLine(String line) {
    var run = Run.in(folder, line.isEmpty() ? new String[0] : line.split(" ", -1));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().filter(l -> l.startsWith("dagstore: "))).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-block", "explain", "lookup-shards", "show", "cat", "ls", "get"})
  void malformedCidIsWrongUsage(String command) {
    var run = Run.in(folder, command, "bafynonsense");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("malformed CID 'bafynonsense'");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    var run = Run.in(folder, "list-shard");

    assertThat(run.err()).contains("did you mean 'list-shards'?");
  }

  @Test
  void globalOptionsStandBeforeAndAfterTheCommand() {
    var before = Run.in(folder, "--repo", folder.resolve("a").toString(), "--json", "init").good();
    var after = Run.in(folder, "init", "--json", "--repo=" + folder.resolve("a")).good();

    assertThat(before.out()).isEqualTo(after.out()).startsWith("{\"repo\":");
    assertThat(folder.resolve("a")).isDirectory();
  }

  @Test
  void completionIsAShellScript() {
    var run = Run.in(folder, "completion").good();

    assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("register-shard", "--repo");
  }
}
