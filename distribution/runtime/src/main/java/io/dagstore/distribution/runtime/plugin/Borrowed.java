package io.dagstore.distribution.runtime.plugin;

/** Something of a plug-in that is open: it goes when the plug-in does. */
interface Borrowed {
  /** Closes it because its plug-in goes, whoever may read. */
  void take();

  /** Closes it because nobody waits for it any more; what goes wrong is in the journal. */
  void discard();

  /** What a reader gets when the plug-in is not there any more. */
  PluginException gone();
}
