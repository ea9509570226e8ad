/**
 * The store as its callers see it: shards under keys, blocks by CID, leases, events and errors. The
 * sub-packages hold what a plug-in implements: mounts, indices, journals. Knows no implementation.
 */
package io.dagstore.core.api;
