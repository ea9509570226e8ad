package io.dagstore.distribution.it;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.ops4j.pax.exam.Option;

/** The container that Pax Exam is to make: the distribution's bundles, as its launcher has them. */
final class Assembled {
  /** Where the compiled tests lie, for those in the container. */
  static final String CLASSES = "it.classes";

  /** As the launcher does: decision 0028. */
  private static final String MEDIATOR =
      "osgi.extender;osgi.extender=osgi.serviceloader.processor;version:Version=1.0,"
          + "osgi.extender;osgi.extender=osgi.serviceloader.registrar;version:Version=1.0";

  private Assembled() {}

  /** With a node of this repository. */
  static Option[] with(Path repo) throws IOException {
    var options = new ArrayList<Option>();
    options.add(junitBundles());
    options.add(systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("ERROR"));
    options.add(frameworkProperty("org.osgi.framework.bsnversion").value("multiple"));
    options.add(frameworkProperty("org.osgi.framework.system.capabilities.extra").value(MEDIATOR));
    options.add(frameworkProperty("dagstore.repos").value(repo.toString()));
    options.add(frameworkProperty("dagstore.home").value(repo.resolve("none").toString()));
    options.add(frameworkProperty(CLASSES).value(AcmeJar.classes().toString()));
    options.add(
        systemPackages(
            "org.jspecify.annotations;version=1.0.1",
            "org.slf4j;version=2.0.17",
            "org.slf4j.event;version=2.0.17",
            "org.slf4j.helpers;version=2.0.17",
            "org.slf4j.spi;version=2.0.17"));
    var built = Distribution.built();
    for (var jar : built.jars("bundles")) {
      options.add(bundle("reference:" + jar.toUri()));
    }
    built.jars("boot").stream()
        .filter(jar -> jar.toString().contains("launcher"))
        .forEach(jar -> options.add(bundle("reference:" + jar.toUri())));
    return options.toArray(Option[]::new);
  }
}
