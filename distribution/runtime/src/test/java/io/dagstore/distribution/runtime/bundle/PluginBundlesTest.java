package io.dagstore.distribution.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.mount.MountProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;

final class PluginBundlesTest {
  @TempDir private Path directory;
  private Path plugins;
  private Frame frame;
  private final RecordingSeat seat = new RecordingSeat();
  private PluginFolder folder;

  @BeforeEach
  void start() throws IOException, BundleException, ReflectiveOperationException {
    plugins = Files.createDirectory(directory.resolve("plugins"));
    folder = new PluginFolder(plugins);
    frame = new Frame(directory.resolve("storage"));
  }

  @AfterEach
  void stop() throws IOException {
    frame.close();
  }

  @Test
  void aJarThatIsDroppedInServes() throws Exception {
    drop(PluginJar.mount("acme", "acme"), "acme.jar");

    var plugin = seat.plugins().getFirst();
    assertThat(seat.serving()).containsExactly("acme 1.0.0");
    assertThat(plugin.file()).contains("acme.jar");
    assertThat(plugin.own()).isFalse();
    assertThat(plugin.classes().get(MountProvider.class))
        .extracting(Class::getName)
        .containsExactly("acme.Provider");
  }

  @Test
  void aJarThatIsReplacedServesInItsNewForm() throws Exception {
    drop(PluginJar.mount("acme", "acme"), "acme.jar");
    var before = seat.plugins().getFirst().classes();
    seat.takeCalls();

    drop(PluginJar.mount("acme", "acme").header("Bundle-Version", "2.0.0"), "acme.jar");

    assertThat(seat.serving()).containsExactly("acme 2.0.0");
    assertThat(seat.takeCalls()).containsExactly("remove acme", "add acme");
    assertThat(seat.plugins().getFirst().classes()).isNotEqualTo(before);
  }

  @Test
  void aJarThatIsRemovedIsGoneAndTheOthersWereNotTouched() throws Exception {
    drop(PluginJar.mount("acme", "acme"), "acme.jar");
    drop(PluginJar.mount("other", "other"), "other.jar");
    seat.takeCalls();

    remove("acme.jar");

    assertThat(seat.takeCalls()).containsExactly("remove acme");
    assertThat(seat.serving()).containsExactly("other 1.0.0");
    assertThat(frame.bundleCount()).isEqualTo(2);
  }

  @Test
  void aJarThatIsNoBundleIsListedWithWhy() throws Exception {
    drop(new PluginJar("x").without("Bundle-SymbolicName"), "plain.jar");

    assertThat(seat.problems())
        .containsEntry("plain.jar", "is no bundle: its manifest names no Bundle-SymbolicName");
    remove("plain.jar");
    assertThat(seat.problems()).isEmpty();
  }

  @Test
  void halfAJarIsListedAndTakenOnceItIsWhole() throws Exception {
    Files.writeString(plugins.resolve("half.jar"), "PK");
    look();
    assertThat(seat.problems()).containsKey("half.jar");

    drop(PluginJar.mount("acme", "acme"), "half.jar");

    assertThat(seat.problems()).isEmpty();
    assertThat(seat.serving()).containsExactly("acme 1.0.0");
  }

  @Test
  void aPackageThatNobodyHasIsNamed() throws Exception {
    drop(
        PluginJar.mount("acme", "acme")
            .header("Import-Package", "io.dagstore.core.api.mount,com.acme.s3;version=\"[1.2,2)\""),
        "acme.jar");

    assertThat(seat.problems())
        .containsEntry(
            "acme.jar",
            "needs package com.acme.s3, version at least 1.2.0 and below 2.0.0:"
                + " a bundle that exports it would bring it");
  }

  @Test
  void whoHasThePackageInAnotherVersionIsNamed() throws Exception {
    drop(
        new PluginJar("lib")
            .source("com.acme.s3.A", "package com.acme.s3; public class A {}")
            .header("Export-Package", "com.acme.s3;version=\"3.0.0\""),
        "lib.jar");
    drop(
        PluginJar.mount("acme", "acme")
            .header(
                "Import-Package",
                "io.dagstore.core.api.mount;version=\"[7,8)\",com.acme.s3;version=\"[1.2,2)\""),
        "acme.jar");

    assertThat(seat.problems().get("acme.jar"))
        .contains("lib.jar has version 3.0.0")
        .contains("package io.dagstore.core.api.mount, version at least 7.0.0 and below 8.0.0")
        .contains("Dagstore has version 0.1.0");
  }

  @Test
  void whatCouldNotResolveIsTriedAgainWhenAnotherJarComes() throws Exception {
    drop(
        PluginJar.mount("acme", "acme")
            .header("Import-Package", "io.dagstore.core.api.mount,com.acme.s3"),
        "acme.jar");
    assertThat(seat.serving()).isEmpty();

    drop(
        new PluginJar("lib")
            .source("com.acme.s3.A", "package com.acme.s3; public class A {}")
            .header("Export-Package", "com.acme.s3"),
        "lib.jar");
    assertThat(seat.serving()).containsExactly("acme 1.0.0", "lib 1.0.0");
    assertThat(seat.problems()).isEmpty();

    remove("lib.jar");
    assertThat(seat.serving()).isEmpty();
    assertThat(seat.problems().get("acme.jar")).startsWith("needs package com.acme.s3: ");
  }

  @Test
  void anActivatorThatThrowsIsListedWithWhatItThrew() throws Exception {
    drop(
        PluginJar.mount("acme", "acme")
            .header("Import-Package", "io.dagstore.core.api.mount,org.osgi.framework")
            .header("Bundle-Activator", "acme.Start")
            .source(
                "acme.Start",
                """
                package acme;
                public class Start implements org.osgi.framework.BundleActivator {
                  public void start(org.osgi.framework.BundleContext c) throws Exception {
                    throw new java.io.IOException("no credentials");
                  }
                  public void stop(org.osgi.framework.BundleContext c) {}
                }
                """),
        "acme.jar");

    assertThat(seat.problems())
        .containsEntry("acme.jar", "cannot start: java.io.IOException: no credentials");
  }

  @Test
  void aClassThatIsNamedButNotThereIsListed() throws Exception {
    drop(new PluginJar("acme").service(MountProvider.class.getName(), "acme.Gone"), "acme.jar");

    assertThat(seat.problems().get("acme.jar"))
        .startsWith("acme.Gone, named for MountProvider, cannot be loaded: ");
  }

  @Test
  void aClassThatIsNoneOfThatKindIsListed() throws Exception {
    drop(
        new PluginJar("acme")
            .source("acme.Other", "package acme; public class Other {}")
            .service(MountProvider.class.getName(), "acme.Other"),
        "acme.jar");

    assertThat(seat.problems())
        .containsEntry(
            "acme.jar",
            "acme.Other: expected a MountProvider of this Dagstore, got a class that is none");
  }

  @Test
  void twoFoldersMayHoldTheSameJarAndNeverMeet() throws Exception {
    var other = Files.createDirectory(directory.resolve("other"));
    var otherSeat = new RecordingSeat();
    var otherFolder = new PluginFolder(other);
    drop(
        PluginJar.mount("acme", "acme")
            .header("Export-Package", "acme")
            .header("Import-Package", "acme,io.dagstore.core.api.mount"),
        "acme.jar");

    Files.copy(plugins.resolve("acme.jar"), other.resolve("acme.jar"));
    frame.bundles().change(otherFolder.look(), otherSeat);
    frame.bundles().change(otherFolder.look(), otherSeat);
    remove("acme.jar");

    assertThat(seat.serving()).isEmpty();
    assertThat(otherSeat.serving()).containsExactly("acme 1.0.0");
    assertThat(otherSeat.takeCalls()).containsExactly("add acme");
  }

  private void drop(PluginJar jar, String name) throws IOException, InterruptedException {
    jar.write(plugins.resolve(name));
    look();
  }

  private void remove(String name) throws IOException, InterruptedException {
    Files.delete(plugins.resolve(name));
    look();
  }

  private void look() throws IOException, InterruptedException {
    frame.bundles().change(folder.look(), seat);
    frame.bundles().change(folder.look(), seat);
  }
}
