package io.dagstore.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.car.CarFormat;
import io.dagstore.core.car.CarWriter;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Codecs;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.ipld.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraversalTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "../evil", "/evil", "a/../../evil", "C:\\evil", "CON", "nul.txt", "e\0vil"})
  void namesThatLeaveTheFolderAreRefused(String name) throws IOException {
    var file = block(Multicodec.RAW, "evil\n".getBytes(StandardCharsets.UTF_8));
    car(directory(name, file), file);

    refusedBoth();
  }

  @Test
  void aSymlinkThatLeadsOutIsRefused() throws IOException {
    var link =
        block(Multicodec.DAG_PB, Codecs.DAG_PB.encode(pb("\u0008\u0004\u0012\u0007../evil")));
    car(directory("link", link), link);

    refusedBoth();
  }

  private void refusedBoth() {
    var root = Run.in(folder, "car", "root", "evil.car").good().last();
    var extract = Run.in(folder, "car", "extract", "evil.car", "-o", "out/here");
    Run.in(folder, "register-shard", "evil.car").good();
    var get = Run.in(folder, "get", root, "-o", "out/here");

    for (var run : List.of(extract, get)) {
      assertThat(run.code()).as(run.err()).isEqualTo(65);
      assertThat(run.err()).contains("refused");
    }
    assertThat(folder.resolve("out/evil")).doesNotExist();
    assertThat(folder.resolve("evil")).doesNotExist();
    assertThat(Path.of("/evil")).doesNotExist();
    assertThat(folder.resolve("out/here"))
        .satisfiesAnyOf(
            here -> assertThat(here).doesNotExist(), here -> assertThat(here).isEmptyDirectory());
  }

  private void car(Block root, Block child) throws IOException {
    Files.deleteIfExists(folder.resolve("evil.car"));
    try (var car =
        CarWriter.create(folder.resolve("evil.car"), CarFormat.V1, List.of(root.cid()))) {
      car.put(root);
      car.put(child);
      car.finish();
    }
  }

  private static Block directory(String name, Block child) {
    var link = new LinkedHashMap<String, Node>();
    link.put("Hash", new Node.Link(child.cid()));
    link.put("Name", new Node.Text(name));
    link.put("Tsize", Node.Int.of(child.size()));
    return block(Multicodec.DAG_PB, Codecs.DAG_PB.encode(pb("\u0008\u0001", new Node.Map(link))));
  }

  private static Node pb(String data, Node... links) {
    var node = new LinkedHashMap<String, Node>();
    node.put("Data", new Node.Bytes(data.getBytes(StandardCharsets.ISO_8859_1)));
    node.put("Links", new Node.List(List.of(links)));
    return new Node.Map(node);
  }

  private static Block block(long codec, byte[] data) {
    return new Block(Cid.v1(codec, Multihash.sum(Multicodec.SHA2_256, data)), data);
  }
}
