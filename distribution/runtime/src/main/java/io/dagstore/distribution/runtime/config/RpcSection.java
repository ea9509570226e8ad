package io.dagstore.distribution.runtime.config;

import io.dagstore.distribution.rpc.RpcLimits;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The node's server.
 *
 * @param listen address and port, port 0: a free one; empty: the node does not listen
 * @param hosts names by which browsers may know it, beside {@code localhost} and plain addresses
 * @param origins web pages of other origins that may call it
 * @param maxConnections connections at once
 * @param idleTimeout longest silence of a connection
 * @param headerTimeout longest wait for the headers of the next request
 * @param grace how long a stop waits for what is being done
 * @param limits how much may be asked of it
 */
public record RpcSection(
    String listen,
    List<String> hosts,
    List<String> origins,
    int maxConnections,
    Duration idleTimeout,
    Duration headerTimeout,
    Duration grace,
    RpcLimits limits) {
  private static final Pattern ADDRESS =
      Pattern.compile("((\\[[0-9a-fA-F:.]+]|[\\w.-]+):(\\d{1,5}))?");

  static RpcSection of(Section in) {
    return new RpcSection(
        in.text(
            "listen",
            "Where the node is reached; port 0: a free one; empty: nowhere.",
            "an address and a port, such as 127.0.0.1:0 or [::1]:1234",
            "127.0.0.1:0",
            RpcSection::isAddress),
        in.texts(
            "hosts",
            "Names by which browsers may know the node, beside `localhost` and plain addresses.",
            "a list of host names",
            host -> host.matches("[\\w.-]{1,253}")),
        in.texts(
            "origins",
            "Web pages of other origins that may call it.",
            "a list of origins, such as https://example.org",
            origin -> origin.matches("https?://[\\w.:\\[\\]-]{1,260}")),
        in.integer("max_connections", "Connections at once.", 1024, 1, Section.MANY),
        in.duration(
            "idle_timeout",
            "Longest silence of a connection.",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Section.DAY),
        in.duration(
            "header_timeout",
            "How long a connection may take from its last answer to the next whole headers.",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Section.DAY),
        in.duration(
            "grace",
            "How long a stop waits for reads and calls in flight.",
            Duration.ofSeconds(10),
            Duration.ZERO,
            Duration.ofHours(1)),
        limits(in));
  }

  private static RpcLimits limits(Section in) {
    return new RpcLimits(
        Math.toIntExact(in.size("max_request", "Largest request.", 4 << 20, 1 << 10, 1 << 30)),
        in.integer("max_calls", "Calls and channels at once.", 1024, 1, Section.MANY),
        in.integer(
            "max_calls_per_connection",
            "Calls and channels at once of one WebSocket.",
            64,
            1,
            Section.MANY),
        in.duration(
            "call_timeout",
            "Longest call; work that outlives it goes on.",
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Section.YEAR),
        in.duration(
            "reader_timeout",
            "How long a channel waits for a reader who does not read.",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Section.DAY));
  }

  private static boolean isAddress(String text) {
    var match = ADDRESS.matcher(text);
    return match.matches() && (text.isEmpty() || Integer.parseInt(match.group(3)) <= 0xffff);
  }
}
