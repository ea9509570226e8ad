package io.dagstore.core.store;

import io.dagstore.core.ipld.Multihash;
import java.nio.file.Path;

/**
 * A local copy that was looked at: its bytes are the ones that were copied.
 *
 * @param file where it is
 * @param size in bytes
 * @param digest of all its bytes
 */
record GoodCopy(Path file, long size, Multihash digest) {}
