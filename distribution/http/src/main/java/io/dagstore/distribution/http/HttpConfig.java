package io.dagstore.distribution.http;

import java.time.Duration;
import java.util.Set;

/**
 * Where a server listens and whom it serves.
 *
 * @param name prefix of its threads' names
 * @param host address to listen at
 * @param port port to listen at, 0: any free one
 * @param hosts names by which browsers may know it, beside {@code localhost} and plain addresses
 * @param origins web pages of other origins that may call it, such as {@code https://example.org}
 * @param connections most connections at once
 * @param idle longest silence of a connection, and longest time for the body of a request
 * @param headers longest wait for the headers of a request to be whole, from the moment the
 *     connection was accepted or has given its last answer
 * @param grace how long what is running may take to end
 */
public record HttpConfig(
    String name,
    String host,
    int port,
    Set<String> hosts,
    Set<String> origins,
    int connections,
    Duration idle,
    Duration headers,
    Duration grace) {
  /**
   * At a free port of 127.0.0.1, 1,024 connections, 30 s of silence and for headers, 10 s of grace.
   */
  public static HttpConfig of(String name) {
    return new HttpConfig(
        name,
        "127.0.0.1",
        0,
        Set.of(),
        Set.of(),
        1024,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10));
  }

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public HttpConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("listen port: expected 0 to 65535, got " + port);
    }
    if (connections < 1 || !idle.isPositive() || !headers.isPositive() || grace.isNegative()) {
      throw new IllegalArgumentException("http limits: expected more than 0, got less");
    }
    hosts = Set.copyOf(hosts);
    origins = Set.copyOf(origins);
  }

  /** The same, listening there. */
  public HttpConfig at(String address, int number) {
    return new HttpConfig(name, address, number, hosts, origins, connections, idle, headers, grace);
  }
}
