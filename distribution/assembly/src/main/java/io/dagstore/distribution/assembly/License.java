package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
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

  /** The licence of an artifact, as its manifest, its pom or the next one above names it. */
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
      var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
      var pom = artifact.pom();
      while (true) {
        var described = builder.parse(pom.toFile()).getDocumentElement();
        var licenses = texts(described.getElementsByTagName("license"));
        var parent = described.getElementsByTagName("parent");
        if (!licenses.isEmpty() || parent.getLength() == 0) {
          return licenses;
        }
        pom = pomOf((Element) parent.item(0), artifact.repository());
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not a pom: " + artifact.pom(), e);
    }
  }

  private static Path pomOf(Element parent, Path repository) {
    var name = texts(parent.getElementsByTagName("artifactId"));
    var version = texts(parent.getElementsByTagName("version"));
    return repository
        .resolve(texts(parent.getElementsByTagName("groupId")).replace('.', '/'))
        .resolve(name)
        .resolve(version)
        .resolve(name + "-" + version + ".pom");
  }

  private static String texts(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .collect(Collectors.joining(" "));
  }
}
