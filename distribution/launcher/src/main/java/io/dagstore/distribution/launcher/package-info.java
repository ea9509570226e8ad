/**
 * Starts one OSGi framework with the distribution's bundles and waits for what its nodes report.
 * {@link io.dagstore.distribution.launcher.NodeHost} is how they report; it is the only type that
 * the class path of the launcher and the bundles share. Knows nothing of stores.
 */
package io.dagstore.distribution.launcher;
