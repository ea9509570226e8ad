package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagstore.core.api.DagStoreException;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.files.CorruptDataException;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node throws is what its caller catches. */
final class ErrorsTest {
  private static final ShardKey KEY = ShardKey.of("site/ä");
  private static final Cid CID =
      Cid.parse("bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");

  static List<Exception> samples() {
    var corrupt = new CorruptDataException("a.car", 17, "section", "a CID", "nothing");
    return List.of(
        new DagStoreException.UnknownShard(KEY),
        new DagStoreException.ShardExists(KEY, ShardState.ERRORED),
        new DagStoreException.ShardBusy(KEY, 3),
        new DagStoreException.WrongState(KEY, ShardState.ERRORED, ShardState.AVAILABLE),
        new DagStoreException.ShardUnavailable(KEY, "s3"),
        new DagStoreException.NotCopied(KEY),
        new DagStoreException.NoRoom(KEY, 10, 95, 100),
        new DagStoreException.ShardFailed(KEY, corrupt),
        new DagStoreException.ShardFailed(KEY, "it was cut short"),
        new DagStoreException.ShardFailed(KEY, new DagStoreException.ShardFailed(KEY, corrupt)),
        new DagStoreException.UnknownScheme("ftp", Set.of("file", "s3")),
        new DagStoreException.UnknownEngine("leveldb", Set.of("chronicle", "segments")),
        new DagStoreException.StoreBusy(Path.of("/repo"), new IOException("lock")),
        new DagStoreException.NoStore(Path.of("/repo")),
        new DagStoreException.StoreClosed(),
        new DagStoreException.StoreReadOnly("register"),
        new DagStoreException.Unverifiable(CID),
        corrupt,
        new CorruptDataException("b.car", -1, "block", "its hash", "another"),
        new NoSuchFileException("/repo/a.car"),
        new FileSystemException("/repo/a.car", null, "disk full"),
        new IOException("the network went away"),
        new IllegalArgumentException("page limit: expected 1 to 10000, got 0"),
        new RpcException(RpcException.Kind.MISSING_PERMISSION, "no"),
        new RpcException(RpcException.Kind.TIMED_OUT, "slow"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anExceptionComesOutAsItWentIn(Exception thrown) {
    var caught = sent(thrown);

    same(caught, thrown);
  }

  @Test
  void everyNoOfTheStoreIsAmongTheSamples() {
    var covered = samples().stream().<Class<?>>map(Object::getClass).toList();

    assertThat(leaves(DagStoreException.class)).isNotEmpty().allMatch(covered::contains);
  }

  @Test
  void anUnknownTypeIsARefusalWithItsMessage() {
    var caught = Errors.exception("from the future", ErrorData.read(Map.of("Type", "Newer")));

    assertThat(caught).isInstanceOf(RpcException.class).hasMessage("from the future");
    assertThat(Errors.exception("bare", ErrorData.read(null))).isInstanceOf(RpcException.class);
  }

  @Test
  void ourOwnBugsTellNothingOfThemselves() {
    var bug = new IllegalStateException("secret path");

    assertThat(Errors.code(bug)).isEqualTo(-32603);
    assertThat(Errors.message(bug)).isEqualTo("internal error: IllegalStateException");
    assertThat(sent(bug)).isInstanceOf(RpcException.class);
  }

  @Test
  void aKindOfFileErrorWithoutFormKeepsFileAndReason() {
    var caught = sent(new AccessDeniedException("/repo/x"));

    assertThat(caught).isExactlyInstanceOf(FileSystemException.class).hasMessage("/repo/x");
  }

  private static Exception sent(Exception thrown) {
    var text = JsonText.write(Messages.error(1, thrown));
    var message = (Map<?, ?>) Objects.requireNonNull(new JsonText(1 << 20, 1000).read(text));
    var error = (Map<?, ?>) Objects.requireNonNull(message.get("error"));
    return Errors.exception(
        String.valueOf(error.get("message")), ErrorData.read(error.get("data")));
  }

  private static void same(Throwable caught, Throwable thrown) {
    assertThat(caught).hasSameClassAs(thrown).hasMessage(thrown.getMessage());
    for (var accessor : thrown.getClass().getMethods()) {
      var own = accessor.getDeclaringClass().getPackageName().startsWith("io.dagstore");
      if (own && accessor.getParameterCount() == 0 && !accessor.getName().equals("reason")) {
        assertThat(value(accessor, caught)).as("%s", accessor).isEqualTo(value(accessor, thrown));
      }
    }
    if (thrown instanceof DagStoreException.ShardFailed && thrown.getCause() != null) {
      same(Objects.requireNonNull(caught.getCause()), thrown.getCause());
    }
  }

  private static Object value(java.lang.reflect.Method accessor, Throwable of) {
    try {
      return accessor.invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ErrorsTest::leaves)
        : Stream.of(type);
  }
}
