package io.dagstore.distribution.runtime.config;

import java.time.Duration;

/**
 * What the node allows plug-ins.
 *
 * @param callTimeout how long one call may take
 * @param unsealTimeout how long the opening of a mount may take that is not ready
 * @param maxCalls calls to one plug-in at once
 * @param lookInterval from one look into a plug-in folder to the next
 */
public record PluginsSection(
    Duration callTimeout, Duration unsealTimeout, int maxCalls, Duration lookInterval) {
  static PluginsSection of(Section in) {
    return new PluginsSection(
        in.duration(
            "call_timeout",
            "How long one call to a plug-in may take before it is cut off.",
            Duration.ofSeconds(30),
            Duration.ofMillis(1),
            Section.YEAR),
        in.duration(
            "unseal_timeout",
            "The same for the opening of a mount that is not ready (sealed, frozen).",
            Duration.ofHours(6),
            Duration.ofMillis(1),
            Section.YEAR),
        in.integer(
            "max_calls",
            "Calls to one plug-in at once, hanging ones counted; more wait.",
            64,
            1,
            4096),
        in.duration(
            "look_interval",
            "From one look into the folder `plugins` to the next.",
            Duration.ofMillis(500),
            Duration.ofMillis(10),
            Duration.ofHours(1)));
  }
}
