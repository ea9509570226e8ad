/**
 * Where a shard's bytes come from. A {@link io.dagstore.core.api.mount.MountProvider} answers for
 * one URI scheme; a plug-in that implements it needs nothing else of the store.
 */
package io.dagstore.core.api.mount;
