package io.dagstore.core.api.mount;

/** Hears that mount providers come and go, on the thread that brings or takes them. */
public interface MountListener {
  /** A provider answers for this scheme now. */
  void added(String scheme);

  /** The provider of this scheme is gone; another may be there already. */
  void removed(String scheme);
}
