package io.dagstore.distribution.assembly;

import io.dagstore.distribution.runtime.config.NodeConfig;
import io.dagstore.distribution.runtime.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every setting of a node with its default, as a file in which nothing is set. */
record ConfFile(List<Setting> settings) {

  static ConfFile ofNode() {
    return new ConfFile(NodeConfig.standard().report().settings());
  }

  void write(Path file) throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        "# The settings of a node, with their defaults. To change one, copy this file into the");
    lines.add("# repository, take the # off the line, and off its [section].");
    var section = "";
    for (var setting : settings) {
      if (!setting.section().equals(section)) {
        section = setting.section();
        lines.addAll(List.of("", "#[" + section + "]"));
      }
      lines.add("");
      lines.add("# " + setting.about());
      lines.add("# Allowed: " + setting.range() + ". Variable: " + setting.variable());
      lines.add("#" + setting.key() + " = " + setting.standard());
    }
    Files.write(file, lines);
  }
}
