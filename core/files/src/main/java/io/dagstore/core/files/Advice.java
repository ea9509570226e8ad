package io.dagstore.core.files;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the kernel should expect of a mapping. */
public enum Advice {
  /** Reads go forward: the kernel reads ahead. */
  FORWARD,
  /**
   * Reads jump about: the kernel reads no more than asked. Takes effect where this module may call
   * native code; elsewhere it is as {@link #FORWARD}.
   */
  RANDOM;

  private static final Set<String> SYSTEMS = Set.of("Linux", "Mac OS X");

  /** Tells whether {@link #RANDOM} takes effect in this process. */
  public static boolean effective() {
    return Advice.class.getModule().isNativeAccessEnabled()
        && SYSTEMS.contains(System.getProperty("os.name"));
  }

  /**
   * Returns at once: the first advices in a process, which wait some ten milliseconds for the
   * linking, are given on another thread. Later ones are not: a mapping that is advised on while it
   * is read for the first time makes both wait for each other.
   */
  void apply(MemorySegment mapping) {
    if (this == RANDOM && mapping.byteSize() > 0 && effective()) {
      var _ = MemoryAdvice.MADVISE.thenAccept(madvise -> MemoryAdvice.random(madvise, mapping));
    }
  }

  /** Linked when first used, so that a process that maps nothing at random does not pay for it. */
  private static final class MemoryAdvice {
    private static final int MADV_RANDOM = 1;
    private static final CompletableFuture<MethodHandle> MADVISE =
        CompletableFuture.supplyAsync(
            MemoryAdvice::link, linking -> Thread.ofVirtual().name("advise").start(linking));

    @SuppressWarnings("restricted") // The caller has asked whether native access is granted.
    private static MethodHandle link() {
      Linker linker = Linker.nativeLinker();
      var signature =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT);
      return linker.downcallHandle(linker.defaultLookup().find("madvise").orElseThrow(), signature);
    }

    /** The result is not looked at: advice refused costs speed, never a wrong answer. */
    static void random(MethodHandle madvise, MemorySegment mapping) {
      try {
        int ignored = (int) madvise.invokeExact(mapping, mapping.byteSize(), MADV_RANDOM);
      } catch (IllegalStateException e) {
        // The mapping was closed before the advice came: nothing is left to advise on.
      } catch (Throwable e) {
        throw new LinkageError("madvise", e);
      }
    }
  }
}
