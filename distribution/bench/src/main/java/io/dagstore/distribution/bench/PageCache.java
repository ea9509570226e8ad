package io.dagstore.distribution.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Drops files from the system's page cache, which works unprivileged for pages that are clean. */
final class PageCache {
  private static final int READ_ONLY = 0;
  private static final int DONT_NEED = 4;

  private PageCache() {}

  /**
   * Writes a file back and asks the system to forget its pages; nothing may have it mapped.
   *
   * @throws IOException when the file cannot be opened or the system refuses
   */
  static void drop(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
    try (var arena = Arena.ofConfined()) {
      var open =
          call(
              "open",
              FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
              Linker.Option.firstVariadicArg(2));
      int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), READ_ONLY);
      if (descriptor < 0) {
        throw new IOException("cannot open " + file);
      }
      try {
        advise(file, descriptor);
      } finally {
        int _ =
            (int) call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(descriptor);
      }
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable impossible) {
      throw new LinkageError("calling the C library", impossible);
    }
  }

  private static void advise(Path file, int descriptor) throws Throwable {
    var advise =
        call(
            "posix_fadvise",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    int error = (int) advise.invokeExact(descriptor, 0L, 0L, DONT_NEED);
    if (error != 0) {
      throw new IOException("posix_fadvise of " + file + " answered " + error);
    }
  }

  // The JDK has no way to drop a file from the cache; the three calls are plain C functions.
  @SuppressWarnings("restricted")
  private static MethodHandle call(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
  }
}
