package io.dagstore.core.api.index;

/** What an opened index may do. */
public enum OpenMode {
  /** Read and write; whoever opens it so is the only one. Makes what is not there. */
  READ_WRITE,
  /** Read only: touches nothing on disk, and finds it empty where nothing is there. */
  READ_ONLY
}
