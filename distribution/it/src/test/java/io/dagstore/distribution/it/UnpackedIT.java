package io.dagstore.distribution.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive on a machine that has a JDK and nothing else: no Maven, no checkout, no environment,
 * an empty home, and a folder that may only be read.
 */
@Timeout(300)
final class UnpackedIT {
  /** Programs of the system that the scripts call; the shell itself they name by its path. */
  private static final List<String> SYSTEM =
      List.of("readlink", "dirname", "tr", "mkdir", "mktemp", "mv", "rm");

  private static final Set<PosixFilePermission> WRITE =
      EnumSet.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  @TempDir private Path machine;

  private final List<Process> started = new ArrayList<>();
  private Path home;
  private Path work;
  private Path unpacked;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    home = Files.createDirectory(machine.resolve("home"));
    work = Files.createDirectory(machine.resolve("work"));
    var opt = Files.createDirectory(machine.resolve("opt"));
    var archive = Distribution.built().archive(".tar.gz");
    var tar =
        new ProcessBuilder("tar", "-xzf", archive.toString())
            .directory(opt.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    unpacked = opt.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    tools();
    mayWrite(unpacked, false);
  }

  @AfterEach
  void endWhatWasStarted() throws IOException {
    started.forEach(Process::destroyForcibly);
    mayWrite(unpacked, true);
  }

  @Test
  void worksFromAFolderThatIsOnlyRead() throws IOException, InterruptedException {
    var before = contents();

    Files.writeString(Files.createDirectory(work.resolve("site")).resolve("note.txt"), "noted");
    assertThat(said("demo", "site")).contains("All verified: ", "bin/dagstore list-shards");
    assertThat(said("new-plugin", "my-mount", "--mount", "my")).contains("my-mount/pom.xml");
    assertThat(work.resolve("my-mount/pom.xml")).content().contains(unpacked.resolve("sdk") + "/");
    var node = start("serve", "--repo", work.resolve("repo").toString());
    assertThat(node.inputReader().readLine()).contains(" ready at http://127.0.0.1:");
    assertThat(said("status", "--repo", "repo")).contains("127.0.0.1");
    assertThat(said("plugins", "--repo", "repo")).contains("mount file");
    assertThat(said("stop", "--repo", "repo")).isEmpty();
    expectGoodEnd(node);

    assertThat(contents()).isEqualTo(before);
    assertThat(home.resolve(".cache/dagstore")).isDirectoryRecursivelyContaining("glob:**.aot");
  }

  private void tools() throws IOException {
    var bin = Files.createDirectory(machine.resolve("bin"));
    for (var name : SYSTEM) {
      var tool = bin.resolve(name);
      Files.writeString(tool, "#!/bin/sh\nPATH=/usr/bin:/bin exec " + name + " \"$@\"\n");
      Files.setPosixFilePermissions(tool, EnumSet.allOf(PosixFilePermission.class));
    }
  }

  private Process start(String... arguments) throws IOException {
    var line = new ArrayList<>(List.of(unpacked.resolve("bin/dagstore").toString()));
    line.addAll(List.of(arguments));
    var builder = new ProcessBuilder(line).directory(work.toFile());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(machine.resolve("errors").toFile()));
    var jdk = Path.of(System.getProperty("java.home"), "bin");
    builder.environment().clear();
    builder
        .environment()
        .putAll(Map.of("PATH", jdk + ":" + machine.resolve("bin"), "HOME", String.valueOf(home)));
    var process = builder.start();
    started.add(process);
    return process;
  }

  /** Standard output of a command that ends well. */
  private String said(String... arguments) throws IOException, InterruptedException {
    var process = start(arguments);
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    expectGoodEnd(process);
    return out;
  }

  private void expectGoodEnd(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(machine.resolve("errors"))).isZero();
  }

  /** Every file and folder with its modes, time and checksum: root may write where nobody may. */
  private SortedMap<String, List<Object>> contents() throws IOException {
    var all = new TreeMap<String, List<Object>>();
    try (var paths = Files.walk(unpacked)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        var sum = new CRC32();
        sum.update(Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path));
        all.put(
            unpacked.relativize(path).toString(),
            List.of(
                Files.getPosixFilePermissions(path),
                Files.getLastModifiedTime(path),
                sum.getValue()));
      }
    }
    return all;
  }

  private static void mayWrite(Path folder, boolean may) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        var modes = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        modes.removeAll(WRITE);
        if (may) {
          modes.add(PosixFilePermission.OWNER_WRITE);
        }
        Files.setPosixFilePermissions(path, modes);
      }
    }
  }
}
