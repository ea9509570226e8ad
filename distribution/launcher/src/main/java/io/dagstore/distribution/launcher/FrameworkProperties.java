package io.dagstore.distribution.launcher;

import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.Constants;

/** How the framework is set up, each setting with its reason. */
final class FrameworkProperties {
  private FrameworkProperties() {}

  static Map<String, String> of(Path storage) {
    return Map.of(
        Constants.FRAMEWORK_STORAGE,
        storage.toString(),
        Constants.FRAMEWORK_STORAGE_CLEAN,
        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
        // Two repositories may have the same plug-in, each in a folder of its own.
        Constants.FRAMEWORK_BSNVERSION,
        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
        // Else the framework puts handlers of its own into the JVM, one framework for all.
        "felix.service.urlhandlers",
        "false",
        // Failures come back as exceptions; the framework need not print them too.
        "felix.log.level",
        "0",
        // The packages that the launcher's class path and the bundles share.
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        "io.dagstore.distribution.launcher;version=0.1,org.jspecify.annotations;version=1.0.1,"
            + "org.slf4j;version=2.0.17,org.slf4j.event;version=2.0.17,"
            + "org.slf4j.helpers;version=2.0.17,org.slf4j.spi;version=2.0.17",
        // Chronicle Map, where JVM flags open them to it, looks for these through whichever bundle
        // calls it.
        Constants.FRAMEWORK_BOOTDELEGATION,
        "sun.misc,sun.nio.ch,jdk.internal.misc,jdk.internal.ref,jdk.internal.util",
        // Jetty's bundles ask for a mediator of ServiceLoader; nothing in a node needs it.
        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
        "osgi.extender;osgi.extender=osgi.serviceloader.processor;version:Version=1.0,"
            + "osgi.extender;osgi.extender=osgi.serviceloader.registrar;version:Version=1.0");
  }
}
