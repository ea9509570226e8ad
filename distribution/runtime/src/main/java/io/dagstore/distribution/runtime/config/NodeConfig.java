package io.dagstore.distribution.runtime.config;

import io.dagstore.core.api.VerifyPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a node is told, one record for each section of {@value #FILE}. Immutable.
 *
 * @param dagStore section {@code [DAGStore]}
 * @param rpc section {@code [rpc]}
 * @param journal section {@code [journal]}
 * @param index section {@code [index]}
 * @param store section {@code [store]}
 * @param plugins section {@code [plugins]}
 * @param pluginSettings by the name of a plug-in, its own section {@code [plugins.NAME]}
 * @param report every key with its value and where that came from
 */
public record NodeConfig(
    DagStore dagStore,
    Rpc rpc,
    Journal journal,
    Index index,
    Store store,
    Plugins plugins,
    Map<String, Map<String, String>> pluginSettings,
    ConfigReport report) {
  /** Name of the file in a node's directory. */
  public static final String FILE = "dagstore.toml";

  private static final Set<String> SECTIONS =
      Set.of("DAGStore", "rpc", "journal", "index", "store", "plugins");

  private static final int MANY = 1_000_000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration CENTURY = Duration.ofDays(36_500);
  private static final String NAME_RANGE = "a name of small letters, digits and -";

  /** Keeps its own copy of the settings. */
  public NodeConfig {
    pluginSettings = Map.copyOf(pluginSettings);
  }

  /** The configuration that nobody wrote. */
  public static NodeConfig standard() {
    return of(TomlFile.of(FILE, ""), Map.of());
  }

  /**
   * Reads the file of a node, if there is one, and the environment, which goes before the file.
   *
   * @param directory the node's
   * @param environment variables; those that are not about a key are not looked at
   * @throws ConfigException if there is an unknown key, or a value that is not allowed
   */
  public static NodeConfig read(Path directory, Map<String, String> environment)
      throws IOException {
    return of(TomlFile.read(directory.resolve(FILE)), environment);
  }

  private static NodeConfig of(TomlFile file, Map<String, String> environment) {
    file.expectOnly(SECTIONS);
    var settings = file.takeTables("plugins");
    var report = new ArrayList<Setting>();
    var reader = new Reader(file, environment, report);
    var config =
        new NodeConfig(
            reader.read("DAGStore", DagStore::of),
            reader.read("rpc", Rpc::of),
            reader.read("journal", Journal::of),
            reader.read("index", Index::of),
            reader.read("store", Store::of),
            reader.read("plugins", Plugins::of),
            settings,
            new ConfigReport(report));
    Variables.check(environment.keySet(), config.report());
    return config;
  }

  private record Reader(TomlFile file, Map<String, String> environment, List<Setting> report) {
    <T> T read(String name, Function<Section, T> made) {
      var section = new Section(name, file.section(name), environment, report);
      var record = made.apply(section);
      section.end();
      return record;
    }
  }

  /**
   * The keys that Lotus has under the same names.
   *
   * @param rootDir where the store's files lie, below the node's directory if it is relative;
   *     empty: there
   * @param maxConcurrentIndex shards indexed at once, 0: no limit
   * @param maxConcurrentReadyFetches openings at once of mounts that are ready, 0: no limit
   * @param maxConcurrentUnseals openings at once of mounts that are not ready, 0: no limit
   * @param maxConcurrencyStorageCalls calls to mounts in flight, 0: no limit
   * @param gcInterval from one collection of garbage to the next, 0: never
   */
  public record DagStore(
      String rootDir,
      int maxConcurrentIndex,
      int maxConcurrentReadyFetches,
      int maxConcurrentUnseals,
      int maxConcurrencyStorageCalls,
      Duration gcInterval) {
    private static DagStore of(Section in) {
      return new DagStore(
          in.text(
              "RootDir",
              "Folder of the store's files; a relative one lies below the repository, an empty one is the repository itself.",
              "a path without NUL",
              "",
              path -> path.indexOf(0) < 0),
          in.integer("MaxConcurrentIndex", "Shards indexed at once; 0: no limit.", 5, 0, MANY),
          in.integer(
              "MaxConcurrentReadyFetches",
              "Mounts that are ready, opened at once; 0: no limit.",
              0,
              0,
              MANY),
          in.integer(
              "MaxConcurrentUnseals",
              "Mounts that are not ready (sealed, frozen), opened at once; 0: no limit.",
              5,
              0,
              MANY),
          in.integer(
              "MaxConcurrencyStorageCalls",
              "Calls to mounts (stat, open) in flight; 0: no limit.",
              100,
              0,
              MANY),
          in.durationOrOff(
              "GCInterval",
              "From one collection of garbage to the next, by the node's clock.",
              Duration.ofMinutes(1),
              Duration.ofSeconds(1),
              YEAR));
    }
  }

  /**
   * The node's server.
   *
   * @param listen address and port, port 0: a free one; empty: the node does not listen
   * @param hosts names by which browsers may know it, beside {@code localhost} and plain addresses
   * @param origins web pages of other origins that may call it
   * @param maxConnections connections at once
   * @param idleTimeout longest silence of a connection
   * @param maxRequest largest request in bytes
   * @param maxCalls calls and channels at once
   * @param maxCallsPerConnection calls and channels at once of one WebSocket
   * @param callTimeout longest call
   * @param readerTimeout how long a channel waits for a reader who does not read
   * @param grace how long a stop waits for what is being done
   */
  public record Rpc(
      String listen,
      List<String> hosts,
      List<String> origins,
      int maxConnections,
      Duration idleTimeout,
      int maxRequest,
      int maxCalls,
      int maxCallsPerConnection,
      Duration callTimeout,
      Duration readerTimeout,
      Duration grace) {
    private static final Pattern ADDRESS =
        Pattern.compile("((\\[[0-9a-fA-F:.]+]|[\\w.-]+):(\\d{1,5}))?");

    private static Rpc of(Section in) {
      return new Rpc(
          in.text(
              "listen",
              "Where the node is reached; port 0 takes a free one, which the file `api` tells; empty: it does not listen.",
              "an address and a port, such as 127.0.0.1:0 or [::1]:1234",
              "127.0.0.1:0",
              Rpc::isAddress),
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
          in.integer("max_connections", "Connections at once.", 1024, 1, MANY),
          in.duration(
              "idle_timeout",
              "Longest silence of a connection.",
              Duration.ofSeconds(30),
              Duration.ofSeconds(1),
              DAY),
          Math.toIntExact(in.size("max_request", "Largest request.", 4 << 20, 1 << 10, 1 << 30)),
          in.integer("max_calls", "Calls and channels at once.", 1024, 1, MANY),
          in.integer(
              "max_calls_per_connection",
              "Calls and channels at once of one WebSocket.",
              64,
              1,
              MANY),
          in.duration(
              "call_timeout",
              "Longest call; work that outlives it goes on.",
              Duration.ofHours(1),
              Duration.ofSeconds(1),
              YEAR),
          in.duration(
              "reader_timeout",
              "How long a channel waits for a reader who does not read.",
              Duration.ofMinutes(1),
              Duration.ofSeconds(1),
              DAY),
          in.duration(
              "grace",
              "How long a stop waits for reads and calls in flight.",
              Duration.ofSeconds(10),
              Duration.ZERO,
              Duration.ofHours(1)));
    }

    private static boolean isAddress(String text) {
      var match = ADDRESS.matcher(text);
      return match.matches() && (text.isEmpty() || Integer.parseInt(match.group(3)) <= 0xffff);
    }
  }

  /**
   * The node's journal.
   *
   * @param kind {@code file}, {@code memory} or the name of one that a plug-in brings
   * @param maxBytes what all files of it take at most, compressed ones as they are
   * @param maxAge how old an event becomes
   * @param rollBytes how large a file becomes before the next one is begun
   * @param rollAge how old a file becomes before the next one is begun
   * @param disabledEvents what is not taken down, as {@code system:event}
   */
  public record Journal(
      String kind,
      long maxBytes,
      Duration maxAge,
      long rollBytes,
      Duration rollAge,
      List<String> disabledEvents) {
    private static Journal of(Section in) {
      var journal =
          new Journal(
              in.text(
                  "kind",
                  "`file`, `memory` (the latest events, lost with the process) or the name of a journal that a plug-in brings.",
                  NAME_RANGE,
                  "file",
                  NodeConfig::isName),
              in.size(
                  "max_bytes",
                  "What all files of the journal may take; the oldest goes first. At least four times `roll_bytes`.",
                  1L << 30,
                  1L << 18,
                  1L << 50),
              in.duration(
                  "max_age",
                  "How old an event may become. At least `roll_age`.",
                  Duration.ofDays(90),
                  Duration.ofMinutes(1),
                  CENTURY),
              in.size(
                  "roll_bytes",
                  "How large a file may become before the next one begins.",
                  64L << 20,
                  1L << 16,
                  1L << 48),
              in.duration(
                  "roll_age",
                  "How old a file may become before the next one begins.",
                  DAY,
                  Duration.ofMinutes(1),
                  CENTURY),
              in.texts(
                  "disabled_events",
                  "Events that are not taken down, such as `dagstore:gc`.",
                  "a list of system:event",
                  event -> event.matches("[^:,\\s]{1,64}:[^:,\\s]{1,64}")));
      in.expect(
          journal.maxBytes / 4 >= journal.rollBytes, "max_bytes", "at least four times roll_bytes");
      in.expect(journal.maxAge.compareTo(journal.rollAge) >= 0, "max_age", "at least roll_age");
      return journal;
    }
  }

  /**
   * The indices.
   *
   * @param inverted {@code segments} or the name of one that a plug-in brings
   */
  public record Index(String inverted) {
    private static Index of(Section in) {
      return new Index(
          in.text(
              "inverted",
              "The index over all shards: `segments`, or the name of one that a plug-in brings.",
              "a name",
              "segments",
              name -> name.matches("[a-z0-9-]{1,64}")));
    }
  }

  /**
   * The store.
   *
   * @param verify when blocks are hashed
   * @param maxOpenShards shards that stay open while nobody holds them
   */
  public record Store(VerifyPolicy verify, int maxOpenShards) {
    private static Store of(Section in) {
      return new Store(
          in.choice(
              "verify",
              "When a block is hashed and compared with its CID.",
              VerifyPolicy.FIRST_READ),
          in.integer(
              "max_open_shards", "Shards that stay open while nobody holds them.", 1024, 1, MANY));
    }
  }

  /**
   * What the node allows plug-ins.
   *
   * @param callTimeout how long one call may take
   * @param unsealTimeout how long the opening of a mount may take that is not ready
   * @param maxCalls calls to one plug-in at once
   * @param lookInterval from one look into a plug-in folder to the next
   */
  public record Plugins(
      Duration callTimeout, Duration unsealTimeout, int maxCalls, Duration lookInterval) {
    private static Plugins of(Section in) {
      return new Plugins(
          in.duration(
              "call_timeout",
              "How long one call to a plug-in may take before it is cut off.",
              Duration.ofSeconds(30),
              Duration.ofMillis(1),
              YEAR),
          in.duration(
              "unseal_timeout",
              "The same for the opening of a mount that is not ready (sealed, frozen).",
              Duration.ofHours(6),
              Duration.ofMillis(1),
              YEAR),
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

  private static boolean isName(String text) {
    return text.matches("[a-z0-9-]{1,64}");
  }
}
