package io.dagstore.core.ipld;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the fuzz targets have in common. */
final class Fuzz {
  private Fuzz() {}

  /** The result, empty when the input is malformed. */
  static <T> Optional<T> attempt(Supplier<T> action) {
    try {
      return Optional.of(action.get());
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  static List<Cid> links(Codec codec, byte[] input) {
    var links = new ArrayList<Cid>();
    codec.links(input, links::add);
    return links;
  }

  static void checkLinks(Codec codec, byte[] input, Node node) {
    assertThat(links(codec, input)).isEqualTo(Trees.links(node));
  }
}
