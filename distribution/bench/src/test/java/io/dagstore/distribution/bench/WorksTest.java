package io.dagstore.distribution.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.car.CarWriter;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import io.dagstore.core.ipld.Multicodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorksTest {
  private static final int BLOCKS = 300;

  @TempDir private Path folder;

  @Test
  void index_counts_the_blocks_and_says_what_an_entry_costs() throws IOException {
    var lines = run("index", sample().toString(), "--warm-ups", "1");

    assertThat(Paired.value(lines.getFirst(), "work")).isEqualTo("index");
    assertThat(Paired.value(lines.getFirst(), "n")).isEqualTo("" + BLOCKS);
    assertThat(Paired.value(lines.getFirst(), "index_bytes")).isEqualTo("" + (30 + 40 * BLOCKS));
    assertThat(lines.getFirst()).contains("\"first_seconds\":", "\"rss_mb\":", "\"heap_mb\":");
  }

  @Test
  void get_prints_a_line_for_each_policy_and_number_of_threads() throws IOException {
    var lines = run("get", sample().toString(), "--threads", "1,2", "--n", "100", "--via", "car");

    assertThat(lines).hasSize(4);
    assertThat(lines.get(3)).contains("\"threads\":2", "\"verify\":\"always\"", "\"p99_us\":");
    assertThat(Paired.value(lines.get(3), "n")).isEqualTo("100");
  }

  @Test
  void create_packs_a_file_and_prints_its_root() throws IOException {
    var file = Files.writeString(folder.resolve("hello.txt"), "hello world", UTF_8);

    var lines = run("create", file.toString(), "--warm-ups", "0");

    assertThat(Paired.value(lines.getFirst(), "root"))
        .isEqualTo("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"register", "acquire --n=900", "read --n=900", "restart", "gc", "destroy"})
  void works_over_a_store_take_made_up_cars(String command) throws IOException {
    var words = new ArrayList<>(List.of(command.split(" ", -1)));
    var work = words.getFirst();
    words.addAll(List.of(folder.toString(), "--made", "30", "--warm-ups", "1"));

    var lines = run(words.toArray(String[]::new));

    assertThat(lines).isNotEmpty().allMatch(line -> line.contains("\"work\":\"" + work + "\""));
    assertThat(lines.getLast()).contains("\"per_second\":", "\"heap_mb\":");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void read_takes_the_cars_of_a_folder() throws IOException {
    sample();

    var lines = run("read", folder.toString(), "--n", "100", "--threads", "2");

    assertThat(Paired.value(lines.getFirst(), "n")).isEqualTo("100");
    assertThat(Paired.value(lines.getFirst(), "open_shards")).isEqualTo("1");
  }

  @Test
  void read_compares_itself_with_bare_reads() throws IOException {
    sample();

    var lines = run("read", folder.toString(), "--n", "100", "--bare");

    assertThat(lines).hasSize(2);
    assertThat(Paired.value(lines.getLast(), "work")).isEqualTo("bare");
    assertThat(Paired.value(lines.getLast(), "bytes"))
        .isEqualTo(Paired.value(lines.getFirst(), "bytes"));
  }

  @Test
  void get_takes_many_at_once() throws IOException {
    var file = sample().toString();

    var one = run("get", file, "--threads", "1", "--n", "100", "--verify", "always");
    var many =
        run("get", file, "--threads", "1", "--n", "100", "--verify", "always", "--many", "7");

    assertThat(Paired.value(many.getFirst(), "bytes"))
        .isEqualTo(Paired.value(one.getFirst(), "bytes"));
    assertThat(Paired.value(many.getFirst(), "many")).isEqualTo("7");
  }

  @Test
  void lookup_takes_made_up_keys() throws IOException {
    var lines =
        run(
            "lookup",
            folder.resolve("index").toString(),
            "--entries",
            "20k",
            "--shards",
            "50",
            "--n",
            "2000",
            "--batch",
            "1,64",
            "--adding",
            "5",
            "--warm-ups",
            "0");

    assertThat(lines).hasSize(9);
    assertThat(lines.getFirst()).contains("\"work\":\"inverted-add\"", "\"n\":20000");
    assertThat(lines.getFirst()).contains("\"write_amplification\":", "\"segments\":1");
    assertThat(lines.get(1)).contains("\"keys_found\":2000", "\"p99_us\":");
    assertThat(Paired.value(lines.get(2), "keys_found")).isEqualTo("2048");
    assertThat(Paired.value(lines.get(3), "keys_found")).isEqualTo("0");
    assertThat(lines.get(5)).contains("inverted-get-quiet", "\"p99_us\":", "\"missed\":0");
    assertThat(lines.get(6)).contains("\"added\":5", "\"p99_ratio\":", "\"missed\":0");
    assertThat(lines.getLast()).contains("inverted-get-adding", "\"present\":false");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void index_takes_made_up_blocks() throws IOException {
    var lines = run("index", folder.resolve("x").toString(), "--made", "200k", "--warm-ups", "0");

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).contains("\"work\":\"shard-index\"", "\"rss_mb\":");
    assertThat(lines.getLast()).contains("shard-index-open", "\"keys_found\":1000");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_work_leaves_nothing_behind() throws IOException {
    var car = sample();

    run("index", car.toString(), "--warm-ups", "0");

    assertThat(folder).isDirectoryContaining(path -> path.equals(car));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private Path sample() throws IOException {
    var file = folder.resolve("sample.car");
    var hasher = new Hasher();
    try (var channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var writer = CarWriter.stream(channel, List.of())) {
      for (int i = 0; i < BLOCKS; i++) {
        byte[] data = ("block " + i).getBytes(UTF_8);
        var hash = hasher.multihash(Multicodec.SHA2_256, data, 0, data.length);
        writer.put(Cid.v1(Multicodec.RAW, hash), data, 0, data.length);
      }
      writer.finish();
    }
    return file;
  }

  private static List<String> run(String... arguments) {
    var out = new StringWriter();
    int status = Bench.commandLine().setOut(new PrintWriter(out)).execute(arguments);
    assertThat(status).isZero();
    return out.toString().lines().toList();
  }
}
