/**
 * Shard indices in files: {@link io.dagstore.index.file.FileShardIndexRepository} keeps one compact
 * file per shard, which is mapped and answers without garbage. The layout is that of {@link
 * io.dagstore.index.file.BlocksFormat}.
 */
package io.dagstore.index.file;
