/**
 * Filecoin's Go dagstore as it lies on disk, and the way of its shards into a store of ours. {@link
 * io.dagstore.distribution.gostore.GoStore} reads its records, {@link
 * io.dagstore.distribution.gostore.GoImport} takes them in through a {@code Catalogue}. Nothing
 * here writes to the Go dagstore's folder, and nothing knows the command line.
 */
package io.dagstore.distribution.gostore;
