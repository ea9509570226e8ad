package io.dagstore.core.api.mount;

/** Hears that mount providers come and go, on the thread that brings or takes them. */
public interface MountListener {
  /** This provider answers for its scheme now. */
  void added(MountProvider provider);

  /** This provider is gone; another may answer for its scheme already. */
  void removed(MountProvider provider);
}
