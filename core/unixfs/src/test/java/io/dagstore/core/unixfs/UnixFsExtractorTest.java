package io.dagstore.core.unixfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Multihash;
import io.dagstore.core.ipld.PbLink;
import io.dagstore.core.ipld.PbNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnixFsExtractorTest {
  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final UnixFsBuilder builder = new UnixFsBuilder(UnixFsProfile.V1_2025, blocks);

  @TempDir private Path temp;
  private Path out;

  @BeforeEach
  void makeFolder() {
    out = temp.resolve("out");
  }

  private UnixFsLink file(String content) throws Exception {
    return builder.file(new ByteArrayInputStream(content.getBytes(UTF_8)));
  }

  /** A directory with a name that the builder itself would refuse. */
  private Cid directory(String name, Cid child) throws IOException {
    byte[] message = UnixFsEncoder.directory(UnixFsMetadata.NONE);
    return new NodeWriter(1, blocks)
        .put(PbNode.of(List.of(new PbLink(child, name, 1)), message))
        .cid();
  }

  private ExtractReport extract(Cid root) throws IOException {
    return new UnixFsExtractor(blocks, out).extract(root, "root");
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> paths = Files.walk(temp)) {
      return paths.map(path -> temp.relativize(path).toString()).sorted().toList();
    }
  }

  @Test
  void treeIsWrittenAsItWas() throws Exception {
    UnixFsLink inner =
        builder.directory(
            UnixFsEntry.of("b", file("beta")), UnixFsEntry.of("up", builder.symlink("../a")));
    Cid root =
        builder
            .directory(
                UnixFsEntry.of("a", file("alpha")),
                UnixFsEntry.of("empty", builder.directory().finish()),
                UnixFsEntry.of("inner", inner))
            .cid();

    ExtractReport report = extract(root);

    assertThat(report).isEqualTo(new ExtractReport(2, 2, 1, 9, 0, 0, 0));
    assertThat(everything())
        .containsExactly(
            "", "out", "out/a", "out/empty", "out/inner", "out/inner/b", "out/inner/up");
    assertThat(Files.readString(out.resolve("inner/up"))).isEqualTo("alpha");
    assertThat(extract(root)).isEqualTo(report);
  }

  @Test
  void fileAloneGetsTheNameGiven() throws Exception {
    extract(file("alone").cid());

    assertThat(Files.readString(out.resolve("root"))).isEqualTo("alone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../up",
        "a/b",
        "/etc",
        "a\\b",
        "a\0b",
        "CON",
        "nul.txt",
        "Com1",
        "lpt9.x",
        "aux ",
        "COM\u00B9"
      })
  void namesThatCouldLeaveTheFolderAreRefused(String name) throws Exception {
    Cid root = directory(name, file("evil").cid());

    assertThatExceptionOfType(UnsafePathException.class)
        .isThrownBy(() -> extract(root))
        .returns(name, UnsafePathException::path);
    assertThat(everything()).containsExactly("", "out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"console", "com10", "...", "a b", "null", "ünï", "-rf", "a:b"})
  void namesThatOnlyLookBadAreWritten(String name) throws Exception {
    extract(directory(name, file("good").cid()));

    assertThat(out.resolve(name)).hasContent("good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/passwd", "..", "../..", "x/../../y", "x/..", "./../x", "..\\x", "", "a\0b"})
  void symlinksOutOfTheFolderAreRefused(String target) throws Exception {
    Cid root = directory("link", builder.symlink(target).cid());

    assertThatExceptionOfType(UnsafePathException.class)
        .isThrownBy(() -> extract(root))
        .withMessageContaining("symlink");
    assertThat(everything()).containsExactly("", "out");
  }

  @Test
  void symlinkUpToTheFolderItselfIsFine() throws Exception {
    Cid below = directory("link", builder.symlink("../../x").cid());

    extract(directory("a", directory("b", below)));

    assertThat(Files.readSymbolicLink(out.resolve("a/b/link"))).hasToString("../../x");
  }

  @Test
  void nothingIsWrittenThroughASymlink() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createDirectory(out);
    Files.createSymbolicLink(out.resolve("way"), outside);
    Files.createSymbolicLink(out.resolve("file"), outside.resolve("target"));

    for (Cid root :
        List.of(
            directory("way", directory("x", file("evil").cid())),
            directory("file", file("evil").cid()),
            directory("way", builder.symlink("x").cid()))) {
      assertThatExceptionOfType(UnsafePathException.class)
          .isThrownBy(() -> extract(root))
          .withMessageContaining("a symlink is in its place");
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void symlinkAndFolderOfOneNameInTheSameDirectoryDoNotMix() throws Exception {
    UnixFsLink link = builder.symlink("elsewhere");
    Cid folder = directory("x", file("evil").cid());
    byte[] message = UnixFsEncoder.directory(UnixFsMetadata.NONE);
    Cid root =
        new NodeWriter(1, blocks)
            .put(
                PbNode.of(
                    List.of(new PbLink(link.cid(), "a", 1), new PbLink(folder, "a", 1)), message))
            .cid();

    assertThatExceptionOfType(UnsafePathException.class).isThrownBy(() -> extract(root));
  }

  @Test
  void folderInPlaceOfAFileIsAnError() throws Exception {
    Files.createDirectories(out.resolve("a"));

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> extract(directory("a", file("x").cid())));
    assertThat(everything()).containsExactly("", "out", "out/a");
  }

  @Test
  void absentBlocksAreReportedAndNoHalfFileStays() throws Exception {
    UnixFsBuilder narrow = new UnixFsBuilder(UnixFsProfile.V1_2025.withLayout(4, 2), blocks);
    UnixFsLink big = narrow.file(new ByteArrayInputStream("abcdefgh".getBytes(UTF_8)));
    Cid gone = file("efgh").cid();
    UnixFsLink absent = new UnixFsLink(file("absent").cid(), 6);
    Cid root =
        builder
            .directory(
                UnixFsEntry.of("absent", absent),
                UnixFsEntry.of("big", big),
                UnixFsEntry.of("there", file("there")))
            .cid();
    blocks.remove(gone);
    blocks.remove(absent.cid());
    List<String> told = new ArrayList<>();

    ExtractReport report =
        new UnixFsExtractor(
                blocks,
                out,
                new ExtractListener() {
                  @Override
                  public void missing(String path, Cid cid) {
                    told.add(path + " " + cid);
                  }
                })
            .extract(root, "root");

    assertThat(report.missing()).isEqualTo(2);
    assertThat(report.isComplete()).isFalse();
    assertThat(told).containsExactly("absent " + absent.cid(), "big " + gone);
    assertThat(everything()).containsExactly("", "out", "out/there");
  }

  @Test
  void nodesThatAreNoFilesAreSkippedAndCounted() throws Exception {
    Cid cbor = Cid.v1(Multicodec.DAG_CBOR, Multihash.of(Multicodec.IDENTITY, new byte[] {1}));

    assertThat(extract(directory("cbor", cbor)).skipped()).isEqualTo(1);
    assertThatExceptionOfType(WrongKindException.class).isThrownBy(() -> extract(cbor));
  }

  @Test
  void modeAndTimeAreRestoredWithoutSpecialBits() throws Exception {
    Instant time = Instant.ofEpochSecond(1_000_000_000, 123_000_000);
    UnixFsLink file =
        builder.file(
            new ByteArrayInputStream(new byte[] {'x'}),
            UnixFsMetadata.NONE.withMode(0_4751).withMtime(time));
    DirectoryBuilder closed = builder.directory();
    closed.add("file", file);
    UnixFsLink folder = closed.finish(UnixFsMetadata.NONE.withMode(0_500).withMtime(time));

    extract(builder.directory(UnixFsEntry.of("closed", folder)).cid());

    Path written = out.resolve("closed/file");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rwxr-x--x");
    assertThat(Files.getLastModifiedTime(written)).isEqualTo(FileTime.from(time));
    assertThat(Files.getLastModifiedTime(out.resolve("closed"))).isEqualTo(FileTime.from(time));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("closed"))))
        .isEqualTo("r-x------");
    Files.setPosixFilePermissions(
        out.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void chosenPathsKeepTheirPlace() throws Exception {
    UnixFsLink inner =
        builder.directory(UnixFsEntry.of("b", file("beta")), UnixFsEntry.of("c", file("gamma")));
    Cid root =
        builder.directory(UnixFsEntry.of("a", file("alpha")), UnixFsEntry.of("in", inner)).cid();
    UnixFsExtractor extractor = new UnixFsExtractor(blocks, out);

    assertThat(extractor.extractPaths(root, List.of("/in/c", "a")).files()).isEqualTo(2);

    assertThat(everything()).containsExactly("", "out", "out/a", "out/in", "out/in/c");
    assertThatExceptionOfType(PathAbsentException.class)
        .isThrownBy(() -> extractor.extractPaths(root, List.of("in/d")));
  }

  @Test
  void foldersThatNestWithoutEndAreCorrupt() throws Exception {
    Cid below = builder.directory().finish().cid();
    for (int i = 0; i < 6; i++) {
      below = directory("d", below);
    }
    Cid root = below;

    assertThatExceptionOfType(CorruptDagException.class)
        .isThrownBy(
            () -> new UnixFsExtractor(blocks, out, ExtractListener.NONE, 5).extract(root, "root"))
        .withMessageContaining("nest deeper than 5");
  }
}
