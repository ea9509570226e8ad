package io.dagstore.distribution.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NeedTest {
  @Test
  void aPackageIsNamedWithTheVersionsThatWillDo() {
    var need =
        new Need(
            "osgi.wiring.package",
            "(&(osgi.wiring.package=com.acme.s3)(version>=1.2.0)(!(version>=2.0.0)))");

    assertThat(need.words())
        .isEqualTo("package com.acme.s3, version at least 1.2.0 and below 2.0.0");
    assertThat(need.name()).contains("com.acme.s3");
  }

  @Test
  void whereEveryVersionWillDoNoneIsNamed() {
    assertThat(new Need("osgi.wiring.package", "(osgi.wiring.package=com.acme)").words())
        .isEqualTo("package com.acme");
  }

  @Test
  void aBundleIsNamedToo() {
    var filter = "(&(osgi.wiring.bundle=com.acme)(bundle-version>=3.0.0))";

    assertThat(new Need("osgi.wiring.bundle", filter).words())
        .isEqualTo("bundle com.acme, version at least 3.0.0");
  }

  @Test
  void aJavaThatIsTooNewIsNamedByItsNumber() {
    var need = new Need("osgi.ee", "(&(osgi.ee=JavaSE)(version=99))");

    assertThat(need.words()).isEqualTo("Java 99");
    assertThat(need.bringer()).isEqualTo("this is Java " + Runtime.version().feature());
  }

  @Test
  void anythingElseIsShownAsItStands() {
    assertThat(new Need("com.acme.cap", "(level>=3)").words())
        .isEqualTo("capability com.acme.cap (level>=3)");
  }
}
