package io.dagstore.distribution.launcher;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The program {@code dagstore serve}. */
public final class Main {
  private Main() {}

  /**
   * Serves until it is told to stop. The system property {@code dagstore.home} names the folder of
   * the distribution.
   */
  public static void main(String[] args) throws InterruptedException {
    Carriers.ask(System.getProperties(), Runtime.getRuntime().availableProcessors());
    var home = Path.of(System.getProperty("dagstore.home", "")).toAbsolutePath();
    var launcher = new Launcher(home, Terminal.ofProcess(), InstantSource.system());
    var end = new CompletableFuture<Integer>();
    // A process that a signal ends has the signal's exit code, however well it ends, unless the
    // last word is our own.
    Thread last =
        new Thread(() -> {
          launcher.stop();
          Runtime.getRuntime().halt(end.join());
        });
    Runtime.getRuntime().addShutdownHook(last);
    end.complete(run(launcher, args));
    System.exit(end.join());
  }

  private static int run(Launcher launcher, String[] args) throws InterruptedException {
    try {
      return launcher.run(List.of(args));
    } catch (RuntimeException e) {
      e.printStackTrace();
      return ExitCode.BUG;
    }
  }
}
