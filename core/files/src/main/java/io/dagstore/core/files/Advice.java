package io.dagstore.core.files;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** What the kernel should expect of a mapping. */
public enum Advice {
  /** Reads go forward: the kernel reads ahead. */
  FORWARD,
  /**
   * Reads jump about: the kernel reads no more than asked. Takes effect where this module may call
   * native code; elsewhere it is as {@link #FORWARD}.
   */
  RANDOM;

  private static final int MADV_RANDOM = 1;

  /** Tells whether {@link #RANDOM} takes effect in this process. */
  public static boolean effective() {
    return Advice.class.getModule().isNativeAccessEnabled() && Native.MADVISE.isPresent();
  }

  void apply(MemorySegment mapping) {
    if (this == RANDOM && mapping.byteSize() > 0 && effective()) {
      Native.advise(mapping, MADV_RANDOM);
    }
  }

  /** Linked on first use: a process that maps nothing at random does not pay for the linker. */
  private static final class Native {
    static final Optional<MethodHandle> MADVISE = link();

    @SuppressWarnings("restricted") // The caller has asked whether native access is granted.
    private static Optional<MethodHandle> link() {
      Linker linker = Linker.nativeLinker();
      var signature =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT);
      return linker
          .defaultLookup()
          .find("madvise")
          .map(address -> linker.downcallHandle(address, signature));
    }

    /** The result is not looked at: advice refused costs speed, never a wrong answer. */
    static void advise(MemorySegment mapping, int advice) {
      try {
        int ignored = (int) MADVISE.orElseThrow().invokeExact(mapping, mapping.byteSize(), advice);
      } catch (Throwable e) {
        throw new LinkageError("madvise", e);
      }
    }
  }
}
