package io.dagstore.core.testkit.disk;

/** A kind of call to the file system; what is read through a mapping is none. */
public enum DiskCall {
  /** Opening a file that is there, or a folder to force it. */
  OPEN,
  /** Opening a file that was not there. */
  CREATE,
  /** One read from a channel. */
  READ,
  /** One write to a channel. */
  WRITE,
  /** Cutting a file shorter. */
  TRUNCATE,
  /** Forcing a file's content. */
  FORCE,
  /** Forcing a folder's entries. */
  FORCE_FOLDER,
  /** Mapping a part of a file. */
  MAP,
  /** Making one folder. */
  CREATE_FOLDER,
  /** Renaming, within a folder or from one to another. */
  RENAME,
  /** Removing a file or an empty folder. */
  DELETE,
  /** Beginning to list a folder. */
  LIST,
  /** Asking for size, kind or right of access. */
  STAT;

  /** Tells whether the call leaves something on the disk, so that it may find the disk full. */
  public boolean takesRoom() {
    return this == CREATE || this == WRITE || this == CREATE_FOLDER || this == RENAME;
  }

  /** Tells whether the disk is another one after the call. */
  public boolean changes() {
    return takesRoom()
        || this == TRUNCATE
        || this == FORCE
        || this == FORCE_FOLDER
        || this == DELETE;
  }
}
