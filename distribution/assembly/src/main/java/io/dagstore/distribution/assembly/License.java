package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/** The licences that other people's jars come under; where there is a choice, the one we take. */
enum License {
  APACHE("Apache-2.0", "apache"),
  MIT("MIT", "mit"),
  MPL("MPL-2.0", "mpl");

  private final String spdx;
  private final String word;

  License(String spdx, String word) {
    this.spdx = spdx;
    this.word = word;
  }

  /** The licence of an artifact, as its manifest or its pom names it. */
  static License of(Artifact artifact) throws IOException {
    var named = (bundleLicense(artifact) + " " + pomLicenses(artifact)).toLowerCase(Locale.ROOT);
    return List.of(values()).stream()
        .filter(license -> named.contains(license.word))
        .findFirst()
        .orElseThrow(
            () -> new IOException(artifact.title() + ": no licence that we know: " + named));
  }

  /** Its short name in the list of the Linux Foundation. */
  String spdx() {
    return spdx;
  }

  private static String bundleLicense(Artifact artifact) throws IOException {
    try (var jar = new JarFile(artifact.jar().toFile())) {
      var manifest = jar.getManifest();
      var named = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-License");
      return named == null ? "" : named;
    }
  }

  private static String pomLicenses(Artifact artifact) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      var pom = factory.newDocumentBuilder().parse(artifact.pom().toFile());
      var licenses = pom.getElementsByTagName("license");
      return IntStream.range(0, licenses.getLength())
          .mapToObj(i -> licenses.item(i).getTextContent())
          .reduce("", String::concat);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not a pom: " + artifact.pom(), e);
    }
  }
}
