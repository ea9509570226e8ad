package io.dagstore.distribution.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The files of a new plug-in's project, written from templates.
 *
 * @param name of the project and its bundle
 * @param scheme of the mounts it makes
 * @param version of Dagstore that it is built against
 * @param sdk the Maven repository with that version
 */
record PluginProject(String name, String scheme, String version, URI sdk) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{1,31}");
  private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");
  private static final int LONGEST = 64;

  /** Refuses what is no name, no scheme, or one that others have. */
  PluginProject {
    if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
      throw Failure.usage(
          "name: expected small letters, digits and single dashes, got '" + name + "'");
    }
    if (!SourceVersion.isName(packageOf(name))) {
      throw Failure.usage("name: expected no word of the Java language, got '" + name + "'");
    }
    if (!SCHEME.matcher(scheme).matches() || scheme.equals("file")) {
      throw Failure.usage(
          "--mount: expected a URI scheme of small letters that is not 'file', got '"
              + scheme
              + "'");
    }
  }

  private static String packageOf(String name) {
    return "plugins." + name.replace("-", "");
  }

  private String className() {
    var words = new ArrayList<>(List.of(name.split("-", -1)));
    if (words.size() > 1 && words.getLast().equals("mount")) {
      words.removeLast();
    }
    var camel = new StringBuilder();
    words.forEach(
        w -> camel.append(w.substring(0, 1).toUpperCase(Locale.ROOT)).append(w, 1, w.length()));
    return camel.append("MountProvider").toString();
  }

  /** Writes the project into a folder and returns its files. */
  List<Path> write(Path folder) throws IOException {
    var written = new ArrayList<Path>();
    for (var file : files().entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, filled(template(file.getValue())));
      written.add(path);
    }
    return written;
  }

  private SequencedMap<String, String> files() {
    var source = packageOf(name).replace('.', '/') + "/" + className();
    var files = new LinkedHashMap<String, String>();
    files.put("pom.xml", "pom.xml");
    files.put("README.md", "README.md");
    files.put(".gitignore", "gitignore");
    // Beside what it says, it keeps Maven from taking the settings of a project around this one.
    files.put(".mvn/maven.config", "maven.config");
    files.put("src/main/java/" + source + ".java", "Provider.java.txt");
    files.put(
        "src/main/resources/META-INF/services/io.dagstore.core.api.mount.MountProvider",
        "services");
    files.put("src/test/java/" + source + "Test.java", "ProviderTest.java.txt");
    return files;
  }

  private String filled(String template) {
    var values =
        Map.of(
            "NAME",
            name,
            "SCHEME",
            scheme,
            "PACKAGE",
            packageOf(name),
            "CLASS",
            className(),
            "VERSION",
            version,
            "SDK",
            sdk.toString(),
            "JDK",
            System.getProperty("java.home"));
    return PLACE.matcher(template).replaceAll(place -> values.get(place.group(1)));
  }

  private static String template(String name) throws IOException {
    try (var in = PluginProject.class.getResourceAsStream("plugin/internal/" + name)) {
      if (in == null) {
        throw new FileNotFoundException("template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
