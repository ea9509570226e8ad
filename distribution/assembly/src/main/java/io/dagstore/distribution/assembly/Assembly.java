package io.dagstore.distribution.assembly;

import io.dagstore.distribution.wrapped.BundleJar;
import io.dagstore.distribution.wrapped.BundleJar.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder that people download: {@code boot/} is the class path of the launcher, {@code
 * bundles/} what it starts, {@code lib/dagstore.jar} the command, {@code sdk/} what plug-ins are
 * built against.
 */
final class Assembly {
  private static final String OWN = "distribution/assembly";
  private static final String LAUNCHER = "distribution/launcher";
  private static final String CLI = "distribution/cli";

  /** Bundles that do not export what they are for; seen in Jetty 12.1.3. */
  private static final Set<String> MISLABELLED = Set.of("jetty-websocket-jetty-server");

  private final Checkout checkout;
  private final Path fresh;

  Assembly(Checkout checkout) {
    this.checkout = checkout;
    this.fresh = checkout.target(OWN).resolve("dagstore.new");
  }

  /**
   * Makes the folder anew. It takes the place of an older one at the end, so that a node which runs
   * from the older one keeps its open files.
   */
  Path make() throws IOException {
    var boot = parts(LAUNCHER);
    var command = parts(CLI);
    var bundles = new ArrayList<>(Artifact.in(checkout.library(OWN)));
    bundles.removeIf(bundle -> boot.stream().anyMatch(part -> part.purl().equals(bundle.purl())));
    var carried = Carried.in(bundles);
    Folder.delete(fresh);
    Folder.copy(checkout.root().resolve(OWN).resolve("src/main/dist"), fresh);
    Files.copy(checkout.root().resolve(".mvn/find-jdk.sh"), fresh.resolve("bin/find-jdk.sh"));
    Files.copy(checkout.root().resolve("LICENSE"), fresh.resolve("LICENSE"));
    ConfFile.ofNode().write(fresh.resolve("conf/dagstore.toml"));
    writeBoot(boot);
    writeBundles(
        bundles.stream()
            .filter(bundle -> carried.stream().noneMatch(inside -> inside.holds(bundle)))
            .toList());
    var lib = Files.createDirectories(fresh.resolve("lib"));
    new MergedJar(command.stream().map(Artifact::jar).toList()).write(lib.resolve("dagstore.jar"));
    writeExtras(carried, lib);
    Files.writeString(lib.resolve("build"), startedHash(lib) + "\n");
    describe(Stream.of(boot, command, bundles).flatMap(List::stream).toList());
    new Sdk(checkout, fresh.resolve("sdk")).write();
    Files.createDirectories(fresh.resolve("cache"));
    // The next build lays them out anew; else a jar that nobody needs any more would stay.
    for (var leaf : List.of(LAUNCHER, CLI, OWN)) {
      Folder.delete(checkout.library(leaf));
    }
    return swap();
  }

  /** A leaf that is started by itself, and what it runs with. */
  private List<Artifact> parts(String leaf) throws IOException {
    var own =
        new Artifact("io.dagstore", checkout.name(leaf), checkout.version(), checkout.jar(leaf));
    return Stream.concat(Stream.of(own), Artifact.in(checkout.library(leaf)).stream()).toList();
  }

  private void writeBoot(List<Artifact> artifacts) throws IOException {
    var folder = Files.createDirectories(fresh.resolve("boot"));
    for (var artifact : artifacts) {
      Files.copy(artifact.jar(), folder.resolve(artifact.title() + ".jar"));
    }
  }

  /** What a command adds to its class path only where a repository asks for it. */
  private void writeExtras(List<Carried> carried, Path lib) throws IOException {
    for (var one : carried) {
      var parts = fresh.resolve("parts");
      new MergedJar(one.unpack(parts)).write(lib.resolve(one.name() + ".jar"));
      Folder.delete(parts);
    }
  }

  /** Tells builds apart by what a start loads from the class path. */
  private String startedHash(Path lib) throws IOException {
    var hash = new Sha256();
    for (var folder : List.of(fresh.resolve("boot"), lib)) {
      for (var file : Folder.files(folder)) {
        hash.add(Files.readAllBytes(file));
      }
    }
    return hash.hex().substring(0, 16);
  }

  private void writeBundles(List<Artifact> artifacts) throws IOException {
    var folder = Files.createDirectories(fresh.resolve("bundles"));
    for (var artifact : artifacts) {
      var headers = MISLABELLED.contains(artifact.name()) ? Headers.RENEW : Headers.KEEP;
      new BundleJar(artifact.name(), artifact.version(), artifact.jar(), headers)
          .write(folder.resolve(artifact.title() + ".jar"));
    }
  }

  private void describe(List<Artifact> parts) throws IOException {
    var artifacts = new TreeMap<String, Artifact>();
    parts.forEach(part -> artifacts.put(part.purl(), part));
    new Sbom(checkout.version(), artifacts.values()).write(fresh.resolve("sbom.cdx.json"));
    var foreign = artifacts.values().stream().filter(artifact -> !artifact.ours()).toList();
    new Licenses(fresh.resolve("licenses"), fresh.resolve("LICENSE")).write(foreign);
  }

  private Path swap() throws IOException {
    var folder = fresh.resolveSibling("dagstore");
    var old = fresh.resolveSibling("dagstore.old");
    Folder.delete(old);
    if (Files.exists(folder)) {
      Files.move(folder, old);
    }
    Files.move(fresh, folder);
    Folder.delete(old);
    return folder;
  }
}
