/**
 * Plug-ins of one node: {@link io.dagstore.distribution.runtime.plugin.Plugin} says which classes a
 * plug-in has, {@link io.dagstore.distribution.runtime.plugin.Plugins} makes the node's own
 * instances of them, guards what a stranger's do, and lets them go again. It knows nothing of
 * bundles.
 */
package io.dagstore.distribution.runtime.plugin;
