package io.dagstore.core.unixfs;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Permission bits of a mode and the permissions of a disk. */
final class PosixMode {
  /** By bit, the lowest first. */
  private static final List<PosixFilePermission> BITS =
      List.of(
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ);

  private PosixMode() {}

  static int of(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (int bit = 0; bit < BITS.size(); bit++) {
      mode |= permissions.contains(BITS.get(bit)) ? 1 << bit : 0;
    }
    return mode;
  }

  /** The permissions of a mode; setuid, setgid and sticky are left out. */
  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.size(); bit++) {
      if ((mode >> bit & 1) != 0) {
        permissions.add(BITS.get(bit));
      }
    }
    return permissions;
  }
}
