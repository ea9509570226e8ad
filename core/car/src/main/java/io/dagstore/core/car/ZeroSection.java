package io.dagstore.core.car;

/** What a section of length zero means to a reader. */
public enum ZeroSection {
  /** The file is corrupt there. */
  CORRUPT,
  /** The blocks end there and whatever follows is padding, as in a Filecoin piece. */
  END
}
