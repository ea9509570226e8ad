package io.dagstore.distribution.cli;

import io.dagstore.core.car.CarWriter;
import io.dagstore.core.unixfs.PackOptions.Hidden;
import io.dagstore.core.unixfs.UnixFsEntry;
import io.dagstore.core.unixfs.UnixFsLink;
import io.dagstore.core.unixfs.UnixFsProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code car create}: files and folders into a CAR of UnixFS blocks. */
@Command(
    name = "create",
    aliases = "c",
    header = "Pack files and folders into a CAR and print its root.",
    footer = {"", "Example:", "  dagstore car create -o site.car site/"})
final class CarCreate implements Callable<Integer> {
  private static final String STDIN = "-";

  private final Shell shell;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "F.car",
      description = "The CAR to write; - is standard output.")
  private String output;

  @Option(
      names = "--no-wrap",
      description = "The one PATH is the root itself, without a folder around it.")
  private boolean bare;

  @Option(
      names = "--profile",
      paramLabel = "P",
      converter = Profiles.class,
      defaultValue = "unixfs-v1-2025",
      description = "unixfs-v1-2025 (default), unixfs-v0-2015 or kubo-cid-v1.")
  private UnixFsProfile profile;

  @Option(names = "--skip-hidden", description = "Leave out names that begin with a dot.")
  private boolean skipHidden;

  @Mixin private final VersionOption version = new VersionOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders to pack; - is standard input, with --no-wrap.")
  private List<String> paths;

  CarCreate(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (bare && paths.size() != 1) {
      throw Failure.usage("--no-wrap: expected one PATH, got " + paths.size());
    }
    if (!bare && paths.contains(STDIN)) {
      throw Failure.usage("standard input has no name: expected --no-wrap with -, got none");
    }
    refuseOutputInside();
    try (var hands = Hands.all();
        var progress = shell.progress("packing", 0);
        var car =
            CarOutput.open(
                shell,
                output,
                version.number(),
                List.of(Packing.placeholder(profile)),
                hands.work())) {
      var packing = new Packing(car.writer(), profile, hands, progress);
      var root = bare ? pack(packing, paths.getFirst()) : wrapped(packing);
      car.writer().roots(List.of(root.cid()));
      car.finish();
      progress.wipe();
      report(root, car.writer());
    }
    return Exit.DONE.code();
  }

  private UnixFsLink wrapped(Packing packing) throws IOException, InterruptedException {
    var folder = packing.builder().directory();
    var names = new HashSet<String>();
    for (var path : paths) {
      var name = name(path);
      if (!names.add(name)) {
        throw Failure.usage("two paths have the name '" + name + "'");
      }
      folder.add(UnixFsEntry.of(name, pack(packing, path)));
    }
    return folder.finish();
  }

  private UnixFsLink pack(Packing packing, String path) throws IOException, InterruptedException {
    if (path.equals(STDIN)) {
      return packing.builder().file(shell.in());
    }
    return packing.tree(shell.path(path), skipHidden ? Hidden.SKIP : Hidden.PACK);
  }

  private String name(String path) throws IOException {
    // "." and "a/.." have a name, too: that of the folder they stand for.
    var given = shell.path(path).getFileName();
    var plain = given == null ? "" : given.toString();
    if (!plain.isEmpty() && !plain.equals(".") && !plain.equals("..")) {
      return plain;
    }
    var real = shell.path(path).toRealPath().getFileName();
    if (real == null) {
      throw Failure.usage("'" + path + "' has no name to be packed under");
    }
    return real.toString();
  }

  private void refuseOutputInside() throws IOException {
    var folder = shell.path(output).toAbsolutePath().getParent();
    if (output.equals(Destination.STDOUT) || folder == null || !Files.isDirectory(folder)) {
      return;
    }
    for (var path : paths) {
      Path packed = shell.path(path);
      if (Files.isDirectory(packed) && folder.toRealPath().startsWith(packed.toRealPath())) {
        throw Failure.usage("the output " + output + " lies inside " + path + ", which is packed");
      }
    }
  }

  private void report(UnixFsLink root, CarWriter car) throws IOException {
    if (shell.out().json()) {
      shell
          .out()
          .json(o ->
              o.text("root", root.cid())
                  .number("blocks", car.blocks())
                  .number("bytes", car.position())
                  .text("profile", profile.name()));
      return;
    }
    shell.note(
        Figures.count(car.blocks(), "block")
            + ", "
            + Figures.bytes(car.position())
            + ", profile "
            + profile.name());
    if (!output.equals(Destination.STDOUT)) {
      shell.out().line(root.cid().toString());
    } else {
      shell.note(root.cid().toString());
    }
  }
}
