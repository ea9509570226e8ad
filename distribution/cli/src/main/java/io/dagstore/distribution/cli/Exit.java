package io.dagstore.distribution.cli;

/** The exit codes of the command, the whole of them; scripts rely on the numbers. */
enum Exit {
  /** Done as asked. */
  DONE(0),
  /** The answer is no: unknown key, block not found, path absent. */
  NO(1),
  /** The command line is wrong; a malformed CID counts as that. */
  USAGE(2),
  /** Bytes at rest are not what they claim to be. */
  CORRUPT(65),
  /** Our own bug, the only end that prints a stack trace. */
  BUG(70),
  /** The world failed: a file absent or unreadable, a full disk. */
  WORLD(74),
  /** Another process holds what is needed; try later. */
  BUSY(75);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
