/**
 * What a node is told: {@link io.dagstore.distribution.runtime.config.NodeConfig} reads {@code
 * dagstore.toml} and the environment into records, one per section, and {@link
 * io.dagstore.distribution.runtime.config.ConfigReport} says where each value came from. It knows
 * nothing of the node.
 */
package io.dagstore.distribution.runtime.config;
