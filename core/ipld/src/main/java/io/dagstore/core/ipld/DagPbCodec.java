package io.dagstore.core.ipld;

import io.dagstore.core.ipld.Node.Bytes;
import io.dagstore.core.ipld.Node.Int;
import io.dagstore.core.ipld.Node.Link;
import io.dagstore.core.ipld.Node.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * DAG-PB as the data model has it: {Data?: bytes, Links: [{Hash: link, Name?: text, Tsize?: int}]}.
 */
final class DagPbCodec implements Codec {
  private static final Set<String> NODE_KEYS = Set.of("Data", "Links");
  private static final Set<String> LINK_KEYS = Set.of("Hash", "Name", "Tsize");

  @Override
  public long code() {
    return Multicodec.DAG_PB;
  }

  @Override
  public Node decode(byte[] block) {
    PbNode node = PbNode.decode(block);
    var entries = new LinkedHashMap<String, Node>();
    if (node.hasData()) {
      entries.put("Data", new Bytes(node.data()));
    }
    entries.put("Links", new Node.List(node.links().stream().map(DagPbCodec::toNode).toList()));
    return new Node.Map(entries);
  }

  @Override
  public byte[] encode(Node node) {
    Node.Map map = map(node, NODE_KEYS);
    if (!(map.entries().get("Links") instanceof Node.List(var items))) {
      throw form("a list of Links", map.entries().get("Links"));
    }
    var links = new ArrayList<PbLink>(items.size());
    items.forEach(item -> links.add(toLink(item)));
    if (!PbWriter.isSorted(links)) {
      throw MalformedException.invalid("DAG-PB form", -1, "links sorted by name", "another order");
    }
    return new PbNode(links, data(map.entries().get("Data"))).encode();
  }

  @Override
  public void links(byte[] block, Consumer<? super Cid> sink) {
    PbScanner.scan(
        block,
        new PbScanner.Sink() {
          @Override
          public void link(Cid hash, int nameFrom, int nameTo, long tsize) {
            sink.accept(hash);
          }

          @Override
          public void data(int from, int to) {}
        });
  }

  private static Node toNode(PbLink link) {
    var entries = new LinkedHashMap<String, Node>();
    entries.put("Hash", new Link(link.hash()));
    if (link.hasName()) {
      byte[] name = link.nameBytes();
      entries.put("Name", new Text(Utf8.decodeLoose(name, 0, name.length)));
    }
    if (link.hasTsize()) {
      entries.put("Tsize", Int.of(link.tsize()));
    }
    return new Node.Map(entries);
  }

  private static PbLink toLink(Node node) {
    Node.Map map = map(node, LINK_KEYS);
    if (!(map.entries().get("Hash") instanceof Link(Cid hash))) {
      throw form("a link as Hash", map.entries().get("Hash"));
    }
    return new PbLink(hash, name(map.entries().get("Name")), tsize(map.entries().get("Tsize")));
  }

  private static byte @Nullable [] name(@Nullable Node node) {
    return switch (node) {
      case null -> null;
      case Text(String value) -> Utf8.encodeLoose(value);
      default -> throw form("a text as Name", node);
    };
  }

  private static long tsize(@Nullable Node node) {
    return switch (node) {
      case null -> -1;
      case Int size when size.fitsLong() && size.longValue() >= 0 -> size.longValue();
      default -> throw form("an integer from 0 to 2^63-1 as Tsize", node);
    };
  }

  private static byte @Nullable [] data(@Nullable Node node) {
    return switch (node) {
      case null -> null;
      case Bytes bytes -> bytes.value();
      default -> throw form("bytes as Data", node);
    };
  }

  private static Node.Map map(Node node, Set<String> keys) {
    if (!(node instanceof Node.Map map)) {
      throw form("a map", node);
    }
    for (String key : map.entries().keySet()) {
      if (!keys.contains(key)) {
        throw MalformedException.invalid("DAG-PB form", -1, "only the keys " + keys, key);
      }
    }
    return map;
  }

  private static MalformedException form(String expected, @Nullable Node got) {
    return MalformedException.invalid(
        "DAG-PB form", -1, expected, got == null ? "nothing" : got.getClass().getSimpleName());
  }
}
