/**
 * The {@code dagstore bench} command: one class per work ({@link
 * io.dagstore.distribution.bench.Bench} lists them), each printing lines of figures whose fields
 * are those of the peers, so that a ratio is one division. It measures the public ways into the
 * product and has no short cuts of its own.
 */
package io.dagstore.distribution.bench;
