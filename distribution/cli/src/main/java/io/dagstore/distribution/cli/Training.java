package io.dagstore.distribution.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands that people type most, on a small CAR of its own, so that a JVM that was told
 * to keeps the classes they load for the next starts.
 */
final class Training {
  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  static void main() throws IOException {
    try (var scratch = new Scratch()) {
      new Training(scratch.folder()).run();
    }
  }

  private void run() throws IOException {
    Files.writeString(folder.resolve("note.txt"), "A note.\n");
    var root = command("car create -o note.car note.txt");
    command("register-shard note.car");
    command("list-shards");
    command("list-shards --json");
    command("lookup-shards " + root);
    command("get-block " + root);
    command("show " + root);
    command("ls " + root);
    command("cat " + root + "/note.txt");
    command("get " + root + " -o out");
    command("export " + root + " -o out.car");
    command("car list --json note.car");
    command("car inspect note.car");
    command("car verify note.car");
    command("init --help");
  }

  private String command(String line) {
    var out = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(),
            out,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            Map.of("DAGSTORE_PATH", folder.resolve("repo").toString()),
            folder,
            System::nanoTime,
            Console.Terminal.none());
    var code = Main.run(console, List.of(line.split(" ", -1)));
    if (code != Exit.DONE.code()) {
      throw new IllegalStateException(line + " ended with " + code);
    }
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
