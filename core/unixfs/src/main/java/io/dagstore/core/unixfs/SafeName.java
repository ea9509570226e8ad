package io.dagstore.core.unixfs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names and symlinks from a DAG may be written to a disk. */
final class SafeName {
  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00B9\u00B2\u00B3])");
  private static final Pattern WINDOWS_FORBIDS = Pattern.compile("[<>:\"|?*\\x00-\\x1F]|[. ]$");

  private final boolean windows;

  SafeName(String separator) {
    this.windows = separator.equals("\\");
  }

  /** Refuses {@code name}, the last part of {@code path}, unless every disk may hold it. */
  void check(String path, String name) throws UnsafePathException {
    String reason = reason(name);
    if (!reason.isEmpty()) {
      throw new UnsafePathException(path, reason);
    }
  }

  private String reason(String name) {
    if (name.isEmpty()) {
      return "empty name";
    }
    if (name.equals(".") || name.equals("..")) {
      return "the name means another folder";
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return "slash or backslash in a name";
    }
    if (name.indexOf('\0') >= 0) {
      return "NUL in a name";
    }
    if (isDevice(name)) {
      return "the name is a device on Windows";
    }
    return windows && WINDOWS_FORBIDS.matcher(name).find() ? "no name on Windows" : "";
  }

  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String base = (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return DEVICE.matcher(base.toUpperCase(Locale.ROOT)).matches();
  }

  /**
   * Refuses a symlink that could lead out of the folder. Leading {@code ..} are counted against
   * {@code depth}; later ones are refused, since what they mean depends on other symlinks.
   *
   * @param depth folders between the extraction's folder and the symlink
   */
  void checkTarget(String path, String target, int depth) throws UnsafePathException {
    if (target.isEmpty() || target.indexOf('\0') >= 0 || target.indexOf('\\') >= 0) {
      throw new UnsafePathException(path, "symlink to nothing, or with NUL or backslash");
    }
    if (target.startsWith("/") || (windows && target.indexOf(':') >= 0)) {
      throw new UnsafePathException(path, "symlink to an absolute path: " + target);
    }
    List<String> parts =
        Arrays.stream(target.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .toList();
    int ups = 0;
    while (ups < parts.size() && parts.get(ups).equals("..")) {
      ups++;
    }
    if (ups > depth || parts.subList(ups, parts.size()).contains("..")) {
      throw new UnsafePathException(path, "symlink out of the folder: " + target);
    }
  }
}
