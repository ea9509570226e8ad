/**
 * The engine behind {@link io.dagstore.core.api.DagStore}: {@link io.dagstore.core.store.Store}
 * keeps records, walks shards through their states and serves their blocks. It sees mounts, indices
 * and journals only through the interfaces of {@code core/api}.
 */
package io.dagstore.core.store;
