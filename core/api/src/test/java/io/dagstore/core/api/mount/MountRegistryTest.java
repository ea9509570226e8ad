package io.dagstore.core.api.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.api.DagStoreException.UnknownScheme;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.files.Source;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MountRegistryTest {
  private static final URI HERE = URI.create("here:x");

  @Test
  void asksTheProviderOfTheScheme() {
    var registry = MountRegistry.of(new Here());

    assertThat(registry.mount(HERE).uri()).isEqualTo(HERE);
    assertThat(registry.mount(URI.create("HERE:x")).uri()).isEqualTo(URI.create("HERE:x"));
  }

  @Test
  void saysWhichSchemesItKnows() {
    var registry = MountRegistry.of(new Here());

    assertThatExceptionOfType(UnknownScheme.class)
        .isThrownBy(() -> registry.mount(URI.create("there:x")))
        .withMessageContaining("[here]")
        .withMessageContaining("there");
    assertThatExceptionOfType(UnknownScheme.class)
        .isThrownBy(() -> registry.mount(URI.create("no-scheme")));
  }

  @Test
  void takesOneProviderOfASchemeAndLetsItGo() {
    var first = new Here();
    var registry = MountRegistry.of(first);
    assertThatIllegalArgumentException().isThrownBy(() -> registry.add(new Here()));

    registry.remove(first);

    assertThatExceptionOfType(UnknownScheme.class).isThrownBy(() -> registry.mount(HERE));
    registry.add(new Here());
    assertThat(registry.mount(HERE)).isNotNull();
  }

  @Test
  void tellsWhoListensOfEachThatComesAndGoes() {
    var told = new ArrayList<String>();
    var listener = new Recorder(told);
    var registry = MountRegistry.of();
    var here = new Here();
    registry.listen(listener);

    registry.add(here);
    registry.remove(new Here());
    registry.remove(here);
    registry.remove(here);
    registry.unlisten(listener);
    registry.add(here);

    assertThat(told).containsExactly("added here", "removed here");
    assertThat(registry.schemes()).containsExactly("here");
    assertThat(registry.provider("here")).containsSame(here);
    assertThat(registry.provider("there")).isEmpty();
  }

  @Test
  void asksAllProvidersForAShardThatNobodyRegistered() throws IOException {
    var key = ShardKey.of("k");
    var knows = new Knows("b", () -> Optional.of(HERE));
    var fails =
        new Knows(
            "a",
            () -> {
              throw new IOException("planned");
            });

    assertThat(MountRegistry.of(new Here()).find(key)).isEmpty();
    assertThat(MountRegistry.of(new Here(), fails, knows).find(key)).contains(HERE);
    assertThatIOException()
        .isThrownBy(() -> MountRegistry.of(new Here(), fails).find(key))
        .withMessage("planned");
  }

  /** What a provider answers. */
  private interface Answer {
    Optional<URI> give() throws IOException;
  }

  private record Knows(String scheme, Answer answer) implements MountProvider {
    @Override
    public Mount mount(URI uri) {
      throw new IllegalArgumentException("not asked for");
    }

    @Override
    public Optional<URI> find(ShardKey key) throws IOException {
      return answer.give();
    }
  }

  private record Recorder(List<String> told) implements MountListener {
    @Override
    public void added(MountProvider provider) {
      told.add("added " + provider.scheme());
    }

    @Override
    public void removed(MountProvider provider) {
      told.add("removed " + provider.scheme());
    }
  }

  private static final class Here implements MountProvider {
    @Override
    public String scheme() {
      return "here";
    }

    @Override
    public Mount mount(URI uri) {
      return new Mount() {
        @Override
        public URI uri() {
          return uri;
        }

        @Override
        public MountStat stat() {
          return MountStat.ready(0);
        }

        @Override
        public Source open() {
          return Source.of(new byte[0], "here");
        }
      };
    }
  }
}
