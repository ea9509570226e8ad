package io.dagstore.distribution.rpc;

import java.util.List;
import java.util.Optional;

/**
 * One plug-in of a node, as people see it.
 *
 * @param bundle its name
 * @param version its version
 * @param state {@code active}, or the state in which it is stuck
 * @param file the jar it came from; empty for what ships with us
 * @param brings what it adds, such as {@code mount s3}
 * @param problem why it is not active, in one line
 */
public record PluginInfo(
    String bundle,
    String version,
    String state,
    Optional<String> file,
    List<String> brings,
    Optional<String> problem) {}
