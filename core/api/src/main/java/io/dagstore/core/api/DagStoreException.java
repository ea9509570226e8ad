package io.dagstore.core.api;

import io.dagstore.core.ipld.Cid;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The answer is no: nothing failed and nothing is corrupt, but the call cannot be granted. */
public abstract sealed class DagStoreException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private DagStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A no that is about one shard. */
  public abstract static sealed class OfShard extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;
    private final String key;

    private OfShard(ShardKey key, String message, @Nullable Throwable cause) {
      super("shard " + key + ": " + message, cause);
      this.key = key.value();
    }

    /** The shard. */
    public ShardKey key() {
      return new ShardKey(key);
    }
  }

  /** No shard has this key. */
  public static final class UnknownShard extends OfShard {
    @Serial private static final long serialVersionUID = 1;

    /** No shard has this key. */
    public UnknownShard(ShardKey key) {
      super(key, "expected a registered key, got none of that name", null);
    }
  }

  /** The key is taken. */
  public static final class ShardExists extends OfShard {
    @Serial private static final long serialVersionUID = 1;
    private final ShardState state;

    /** The key is taken by a shard in this state. */
    public ShardExists(ShardKey key, ShardState state) {
      super(key, "expected a free key, got one that is registered and " + state, null);
      this.state = state;
    }

    /** State of the shard that has the key. */
    public ShardState state() {
      return state;
    }
  }

  /** The shard is in use. */
  public static final class ShardBusy extends OfShard {
    @Serial private static final long serialVersionUID = 1;
    private final int leases;

    /** This many accessors are open. */
    public ShardBusy(ShardKey key, int leases) {
      super(key, "expected no open accessor, got " + leases, null);
      this.leases = leases;
    }

    /** Number of open accessors. */
    public int leases() {
      return leases;
    }
  }

  /** The shard cannot be opened or indexed; the cause says why where it happened just now. */
  public static final class ShardFailed extends OfShard {
    @Serial private static final long serialVersionUID = 1;

    /** It failed just now. */
    public ShardFailed(ShardKey key, Throwable cause) {
      super(key, String.valueOf(cause.getMessage()), cause);
    }

    /** It failed before, and this is what its record says. */
    public ShardFailed(ShardKey key, String error) {
      super(key, "is errored: " + error, null);
    }

    /** Why, where it happened just now. */
    public Optional<Throwable> reason() {
      return Optional.ofNullable(getCause());
    }
  }

  /** The shard is not in the state that the call is for. */
  public static final class WrongState extends OfShard {
    @Serial private static final long serialVersionUID = 1;
    private final ShardState expected;
    private final ShardState got;

    /** The shard is not in the state that the call is for. */
    public WrongState(ShardKey key, ShardState expected, ShardState got) {
      super(key, "expected it " + expected + ", got it " + got, null);
      this.expected = expected;
      this.got = got;
    }

    /** The state that the call is for. */
    public ShardState expected() {
      return expected;
    }

    /** The state it is in. */
    public ShardState got() {
      return got;
    }
  }

  /** Nobody can open the shard's mount now; it serves again when the mount provider is back. */
  public static final class ShardUnavailable extends OfShard {
    @Serial private static final long serialVersionUID = 1;
    private final String scheme;

    /** No mount provider answers for the scheme of its mount. */
    public ShardUnavailable(ShardKey key, String scheme) {
      super(key, reason(scheme), null);
      this.scheme = scheme;
    }

    /** Why a shard with this mount scheme is {@link ShardState#UNAVAILABLE}. */
    public static String reason(String scheme) {
      return "expected a mount provider for scheme " + scheme + ", got none at present";
    }

    /** Scheme of the shard's mount. */
    public String scheme() {
      return scheme;
    }
  }

  /** The shard can only be read from a local copy, there is none, and none was to be made. */
  public static final class NotCopied extends OfShard {
    @Serial private static final long serialVersionUID = 1;

    /** There is no local copy of the shard. */
    public NotCopied(ShardKey key) {
      super(key, "expected a local copy of its bytes, got none", null);
    }
  }

  /**
   * A local copy of the shard finds no room now: all others are being read, or it is larger than
   * all there is. The shard stays what it was; later there may be room.
   */
  public static final class NoRoom extends OfShard {
    @Serial private static final long serialVersionUID = 1;
    private final long wanted;
    private final long used;
    private final long limit;

    /** So many bytes were wanted while so many of the limit were in use. */
    public NoRoom(ShardKey key, long wanted, long used, long limit) {
      super(
          key,
          "expected room for %d bytes of a local copy, got %d of %d bytes in use"
              .formatted(wanted, used, limit),
          null);
      this.wanted = wanted;
      this.used = used;
      this.limit = limit;
    }

    /** Bytes that were wanted. */
    public long wanted() {
      return wanted;
    }

    /** Bytes of all local copies then. */
    public long used() {
      return used;
    }

    /** Most bytes that local copies may take. */
    public long limit() {
      return limit;
    }
  }

  /** No mount provider answers for the scheme. */
  public static final class UnknownScheme extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;
    private final String scheme;
    private final TreeSet<String> known;

    /** No mount provider answers for the scheme. */
    public UnknownScheme(String scheme, Set<String> known) {
      super("mount scheme: expected one of " + new TreeSet<>(known) + ", got " + scheme, null);
      this.scheme = scheme;
      this.known = new TreeSet<>(known);
    }

    /** The schemes that providers answer for. */
    public Set<String> known() {
      return Collections.unmodifiableSet(known);
    }

    /** The scheme that was asked for. */
    public String scheme() {
      return scheme;
    }
  }

  /** No engine of this name makes inverted indices here. */
  public static final class UnknownEngine extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;
    private final String engine;
    private final TreeSet<String> known;

    /** No engine has this name. */
    public UnknownEngine(String engine, Set<String> known) {
      super(
          "engine of the inverted index: expected one of "
              + new TreeSet<>(known)
              + ", got '"
              + engine
              + "'",
          null);
      this.engine = engine;
      this.known = new TreeSet<>(known);
    }

    /** The engines that there are. */
    public Set<String> known() {
      return Collections.unmodifiableSet(known);
    }

    /** The engine that was asked for. */
    public String engine() {
      return engine;
    }
  }

  /** Another process, or another store of this one, has the directory open. */
  public static final class StoreBusy extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;
    private final String directory;

    /** The directory is in use. */
    public StoreBusy(Path directory, Throwable cause) {
      this(directory, "another", cause);
    }

    /** The directory is in use by this holder. */
    public StoreBusy(Path directory, String holder) {
      this(directory, holder, null);
    }

    private StoreBusy(Path directory, String holder, @Nullable Throwable cause) {
      super("store " + directory + ": expected it free, got a lock held by " + holder, cause);
      this.directory = directory.toString();
    }

    /** The directory. */
    public Path directory() {
      return Path.of(directory);
    }
  }

  /** The directory holds no store, and the call may not make one. */
  public static final class NoStore extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;
    private final String directory;

    /** The directory holds no store. */
    public NoStore(Path directory) {
      super("store " + directory + ": expected a store, got none there", null);
      this.directory = directory.toString();
    }

    /** The directory. */
    public Path directory() {
      return Path.of(directory);
    }
  }

  /** The store was closed. */
  public static final class StoreClosed extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;

    /** The store was closed. */
    public StoreClosed() {
      super("store: expected it open, got a closed one", null);
    }
  }

  /** The store was opened for reading only. */
  public static final class StoreReadOnly extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;

    private final String call;

    /** The call would write. */
    public StoreReadOnly(String call) {
      super(call + ": expected a store open for writing, got one for reading", null);
      this.call = call;
    }

    /** The call. */
    public String call() {
      return call;
    }
  }

  /** The block's hash function is not known, so it cannot be checked. */
  public static final class Unverifiable extends DagStoreException {
    @Serial private static final long serialVersionUID = 1;
    private final String cid;

    /** The block cannot be checked. */
    public Unverifiable(Cid cid) {
      super("block " + cid + ": expected a hash function that is known, got another", null);
      this.cid = cid.toString();
    }

    /** The block's CID as text. */
    public String cid() {
      return cid;
    }
  }
}
