package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.ipld.Block;
import io.dagstore.core.ipld.Codec;
import io.dagstore.core.ipld.Codecs;
import io.dagstore.core.ipld.MalformedException;
import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Node;
import io.dagstore.core.unixfs.CorruptDagException;
import io.dagstore.core.unixfs.MissingBlockException;
import io.dagstore.core.unixfs.Resolved;
import io.dagstore.core.unixfs.UnixFsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}: the data a block holds. */
@Command(
    name = "show",
    header = "Show what a block holds, as DAG-JSON or in another codec.",
    footer = {"", "Example:", "  dagstore show bafyrei.../author/name"})
final class Show implements Callable<Integer> {
  /** The codecs that can be asked for. */
  private enum Form {
    DAG_JSON,
    DAG_CBOR,
    DAG_PB,
    RAW;

    Codec codec() {
      return switch (this) {
        case DAG_JSON -> Codecs.DAG_JSON;
        case DAG_CBOR -> Codecs.DAG_CBOR;
        case DAG_PB -> Codecs.DAG_PB;
        case RAW -> Codecs.RAW;
      };
    }

    // picocli shows and reads the names in this form.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Shell shell;

  @Parameters(paramLabel = "CID[/path]", description = "The block, or a value inside it.")
  private DagPath place;

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      description = "The exact bytes in ${COMPLETION-CANDIDATES}; without it DAG-JSON for reading.")
  private Optional<Form> form = Optional.empty();

  Show(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (var store = Repo.reading(shell)) {
      var end = new UnixFsReader(store).resolve(place.root(), place.path());
      if (form.isPresent()) {
        shell.out().bytes().write(exact(store, end, form.get()));
      } else {
        print(encode(value(store, end), Form.DAG_JSON));
      }
    }
    return Exit.DONE.code();
  }

  private void print(byte[] json) throws IOException {
    var text = new String(json, StandardCharsets.UTF_8);
    shell.out().line(shell.out().terminal() ? IndentedJson.of(text) : text);
  }

  private static byte[] exact(Catalogue store, Resolved end, Form form) throws IOException {
    if (end.within().isEmpty() && (form == Form.RAW || form.codec().code() == end.cid().codec())) {
      return block(store, end).data();
    }
    return encode(value(store, end), form);
  }

  private static byte[] encode(Node node, Form form) {
    try {
      return form.codec().encode(node);
    } catch (MalformedException e) {
      throw Failure.no("cannot be written as " + form + ": " + e.getMessage());
    }
  }

  private static Node value(Catalogue store, Resolved end) throws IOException {
    if (end.within().isPresent()) {
      return end.within().get();
    }
    var block = block(store, end);
    var codec = Codecs.of(end.cid().codec());
    if (codec.isEmpty()) {
      throw Failure.no(
              "block "
                  + end.cid()
                  + ": expected a codec that is known, got "
                  + Multicodec.name(end.cid().codec()))
          .hint("--codec raw writes its bytes as they are");
    }
    try {
      return codec.get().decode(block.data());
    } catch (MalformedException e) {
      throw new CorruptDagException(end.cid(), e);
    }
  }

  private static Block block(Catalogue store, Resolved end) throws IOException {
    return store.get(end.cid()).orElseThrow(() -> new MissingBlockException(end.cid()));
  }
}
