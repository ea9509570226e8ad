/**
 * The node as a bundle: starts a node for each repository, watches the plug-in folders, and makes
 * plug-ins of the bundles that come. Only this package knows the container; how a plug-in comes and
 * goes is in {@link io.dagstore.distribution.runtime.bundle.PluginBundles}, when it does is in
 * {@link io.dagstore.distribution.runtime.bundle.PluginFolder}.
 */
package io.dagstore.distribution.runtime.bundle;
