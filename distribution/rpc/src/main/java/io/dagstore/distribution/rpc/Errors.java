package io.dagstore.distribution.rpc;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions as errors of JSON-RPC, and back again: type, fields and message stay what they are.
 */
final class Errors {
  private static final String KEY = "Key";
  private static final String SCHEME = "Scheme";
  private static final String ENGINE = "Engine";
  private static final String KNOWN = "Known";
  private static final String STATE = "State";
  private static final String EXPECTED = "Expected";
  private static final String GOT = "Got";
  private static final String DIRECTORY = "Directory";
  private static final String FILE = "File";

  private Errors() {}

  /** JSON-RPC code of what a method threw. */
  static int code(Throwable thrown) {
    return switch (thrown) {
      case RpcException e -> e.kind().code();
      case InterruptedException _ -> RpcException.Kind.CANCELLED.code();
      case DagStoreException _, IOException _, IllegalArgumentException _ -> 1;
      default -> RpcException.Kind.INTERNAL.code();
    };
  }

  /** The message for the other side; of our own bugs it says no more than what they are. */
  static String message(Throwable thrown) {
    return switch (thrown) {
      case RpcException _, DagStoreException _, IOException _, IllegalArgumentException _ ->
          String.valueOf(thrown.getMessage());
      case InterruptedException _ -> "the call was cancelled";
      default -> "internal error: " + thrown.getClass().getSimpleName();
    };
  }

  static ErrorData data(Throwable thrown) {
    return switch (thrown) {
      case RpcException e -> ErrorData.of(name(e.kind()));
      case DagStoreException e -> of(e);
      case CorruptDataException e ->
          ErrorData.of("CorruptData")
              .with("Source", e.source())
              .with("Offset", e.offset())
              .with("What", e.what())
              .with(EXPECTED, e.expected())
              .with(GOT, e.got());
      case FileSystemException e -> file(e);
      case InterruptedIOException _, InterruptedException _ ->
          ErrorData.of(name(RpcException.Kind.CANCELLED));
      case IOException _ -> ErrorData.of("IO");
      case IllegalArgumentException _ -> ErrorData.of("IllegalArgument");
      default -> ErrorData.of(name(RpcException.Kind.INTERNAL));
    };
  }

  private static ErrorData of(DagStoreException e) {
    var data = ErrorData.of(e.getClass().getSimpleName());
    return switch (e) {
      case DagStoreException.UnknownShard s -> data.with(KEY, s.key());
      case DagStoreException.ShardExists s -> data.with(KEY, s.key()).with(STATE, s.state());
      case DagStoreException.ShardBusy s -> data.with(KEY, s.key()).with("Leases", s.leases());
      case DagStoreException.WrongState s ->
          data.with(KEY, s.key()).with(EXPECTED, s.expected()).with(GOT, s.got());
      case DagStoreException.ShardUnavailable s -> data.with(KEY, s.key()).with(SCHEME, s.scheme());
      case DagStoreException.NotCopied s -> data.with(KEY, s.key());
      case DagStoreException.NoRoom s ->
          data.with(KEY, s.key())
              .with("Wanted", s.wanted())
              .with("Used", s.used())
              .with("Limit", s.limit());
      case DagStoreException.ShardFailed s ->
          s.reason().map(data.with(KEY, s.key())::cause).orElse(data);
      case DagStoreException.UnknownScheme s ->
          data.with(SCHEME, s.scheme()).with(KNOWN, s.known());
      case DagStoreException.UnknownEngine s ->
          data.with(ENGINE, s.engine()).with(KNOWN, s.known());
      case DagStoreException.StoreBusy s -> directory(data, s.directory());
      case DagStoreException.NoStore s -> directory(data, s.directory());
      case DagStoreException.StoreClosed _ -> data;
      case DagStoreException.StoreReadOnly s -> data.with("Call", s.call());
      case DagStoreException.Unverifiable s -> data.with("Cid", s.cid());
    };
  }

  private static ErrorData directory(ErrorData data, Path directory) {
    return data.with(DIRECTORY, directory.toString());
  }

  private static ErrorData file(FileSystemException e) {
    var type = e instanceof NoSuchFileException ? "NoSuchFile" : "FileSystem";
    var data = ErrorData.of(type);
    if (e.getFile() != null) {
      data.with(FILE, e.getFile());
    }
    if (e.getReason() != null) {
      data.with("Reason", e.getReason());
    }
    return data;
  }

  /** The exception that was thrown at the other side. */
  static Exception exception(String message, ErrorData data) {
    for (var kind : RpcException.Kind.values()) {
      if (name(kind).equals(data.type())) {
        return new RpcException(kind, message);
      }
    }
    return switch (data.type()) {
      case "CorruptData" ->
          new CorruptDataException(
              data.text("Source"),
              data.number("Offset"),
              data.text("What"),
              data.text(EXPECTED),
              data.text(GOT));
      case "NoSuchFile" -> new NoSuchFileException(data.text(FILE), null, reason(data));
      case "FileSystem" -> new FileSystemException(data.text(FILE), null, reason(data));
      case "IO" -> new IOException(message);
      case "IllegalArgument" -> new IllegalArgumentException(message);
      default -> answer(message, data);
    };
  }

  private static Exception answer(String message, ErrorData data) {
    return switch (data.type()) {
      case "UnknownScheme" ->
          new DagStoreException.UnknownScheme(
              data.text(SCHEME), new LinkedHashSet<>(data.texts(KNOWN)));
      case "UnknownEngine" ->
          new DagStoreException.UnknownEngine(
              data.text(ENGINE), new LinkedHashSet<>(data.texts(KNOWN)));
      case "StoreBusy" ->
          new DagStoreException.StoreBusy(Path.of(data.text(DIRECTORY)), new IOException(message));
      case "NoStore" -> new DagStoreException.NoStore(Path.of(data.text(DIRECTORY)));
      case "StoreClosed" -> new DagStoreException.StoreClosed();
      case "StoreReadOnly" -> new DagStoreException.StoreReadOnly(data.text("Call"));
      case "Unverifiable" -> new DagStoreException.Unverifiable(Cid.parse(data.text("Cid")));
      default ->
          data.text(KEY).isEmpty()
              ? new RpcException(RpcException.Kind.REFUSED, message)
              : ofShard(ShardKey.of(data.text(KEY)), message, data);
    };
  }

  private static Exception ofShard(ShardKey key, String message, ErrorData data) {
    return switch (data.type()) {
      case "UnknownShard" -> new DagStoreException.UnknownShard(key);
      case "ShardExists" -> new DagStoreException.ShardExists(key, state(data, STATE));
      case "ShardBusy" -> new DagStoreException.ShardBusy(key, (int) data.number("Leases"));
      case "WrongState" ->
          new DagStoreException.WrongState(key, state(data, EXPECTED), state(data, GOT));
      case "ShardUnavailable" -> new DagStoreException.ShardUnavailable(key, data.text(SCHEME));
      case "NotCopied" -> new DagStoreException.NotCopied(key);
      case "NoRoom" ->
          new DagStoreException.NoRoom(
              key, data.number("Wanted"), data.number("Used"), data.number("Limit"));
      case "ShardFailed" -> failed(key, message, data);
      default -> new RpcException(RpcException.Kind.REFUSED, message);
    };
  }

  private static Exception failed(ShardKey key, String message, ErrorData data) {
    if (data.hasCause()) {
      var cause = data.cause();
      return new DagStoreException.ShardFailed(key, exception(cause.message(), cause));
    }
    var said = "shard " + key + ": is errored: ";
    return new DagStoreException.ShardFailed(
        key, message.startsWith(said) ? message.substring(said.length()) : message);
  }

  private static ShardState state(ErrorData data, String name) {
    return StateName.parse(data.text(name)).orElse(ShardState.UNKNOWN);
  }

  private static @Nullable String reason(ErrorData data) {
    return data.text("Reason").isEmpty() ? null : data.text("Reason");
  }

  /** {@code MissingPermission} for {@code MISSING_PERMISSION}. */
  static String name(RpcException.Kind kind) {
    return Arrays.stream(kind.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
