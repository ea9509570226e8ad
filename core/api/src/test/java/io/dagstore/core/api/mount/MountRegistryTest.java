package io.dagstore.core.api.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dagstore.core.api.DagStoreException.UnknownScheme;
import io.dagstore.core.files.Source;
import java.net.URI;
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
