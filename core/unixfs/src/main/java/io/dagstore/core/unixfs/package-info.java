/**
 * UnixFS over content-addressed blocks: {@link io.dagstore.core.unixfs.UnixFsBuilder} makes files
 * and directories, {@link io.dagstore.core.unixfs.UnixFsReader} reads them, {@link
 * io.dagstore.core.unixfs.DagWalk} visits DAGs by path and scope, {@link
 * io.dagstore.core.unixfs.UnixFsExtractor} writes trees to disk. Knows blocks and folders, neither
 * CAR files nor the store.
 */
package io.dagstore.core.unixfs;
