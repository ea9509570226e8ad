package io.dagstore.index.chronicle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dagstore.core.api.index.InvertedIndex;
import io.dagstore.core.api.index.OpenMode;
import io.dagstore.core.testkit.Cursors;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/** A process that has an index open, and does what it is told a line at a time. */
final class Other implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "-Dnet.openhft.chronicle.map.lockTimeoutSeconds=3",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final BufferedReader answers;

  private Other(Process process) {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
  }

  static Other start(Path folder, OpenMode mode) throws IOException {
    return start(FLAGS, folder, mode);
  }

  static Other start(List<String> flags, Path folder, OpenMode mode) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Other.class.getName()));
    command.addAll(List.of(folder.toString(), mode.name()));
    return new Other(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Does one thing and tells what came of it; null: it has ended. */
  String ask(String words) throws IOException {
    tell(words);
    return answers.readLine();
  }

  void tell(String words) throws IOException {
    process.outputWriter(UTF_8).write(words + "\n");
    process.outputWriter(UTF_8).flush();
  }

  String answer() throws IOException {
    return answers.readLine();
  }

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The keys of a shard: half of them are in other shards too. */
  static long[] keys(int shard, int count) {
    var own = new SplittableRandom(shard).longs(count / 2);
    var shared = LongStream.rangeClosed(1, count - count / 2).map(i -> i * 0x9E3779B97F4A7C15L);
    return LongStream.concat(own, shared).toArray();
  }

  /** What it is told by its standard input, until that ends. */
  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try (var index = new ChronicleIndices().open(folder, OpenMode.valueOf(arguments[1]))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(index, folder, line.split(" ")));
      }
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }

  private static String answer(InvertedIndex index, Path folder, String[] words)
      throws IOException {
    return switch (words[0]) {
      case "find" -> Arrays.toString(index.find(Long.parseLong(words[1])));
      case "add" -> add(index, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "adding" -> adding(index, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "looking" -> looking(index);
      default -> lock(words[0], new File(folder.toFile(), words[1]), Long.parseLong(words[2]));
    };
  }

  private static String add(InvertedIndex index, int shard, int count) throws IOException {
    index.add(shard, Cursors.sorted(keys(shard, count)));
    return "added";
  }

  private static String adding(InvertedIndex index, int first, int count) throws IOException {
    for (int shard = first; ; shard++) {
      add(index, shard, count);
      System.out.println(shard);
    }
  }

  private static String looking(InvertedIndex index) throws IOException {
    System.out.println("looks");
    for (long key = 0; ; key++) {
      var _ = index.find(key * 0x9E3779B97F4A7C15L);
    }
  }

  /** Ends itself while it holds a lock that is held where a pair is put, or looked for. */
  private static String lock(String which, File pairs, long key) throws IOException {
    var map = ChronicleMapBuilder.of(byte[].class, byte[].class).createPersistedTo(pairs);
    var name = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(key).putInt(0).array();
    var context = map.queryContext(name);
    (which.equals("write-lock") ? context.writeLock() : context.readLock()).lock();
    Runtime.getRuntime().halt(1);
    return "";
  }
}
