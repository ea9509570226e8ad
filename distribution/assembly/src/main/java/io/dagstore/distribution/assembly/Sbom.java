package io.dagstore.distribution.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The list of what is in the distribution, in the CycloneDX 1.6 form of JSON. */
record Sbom(String version, Collection<Artifact> artifacts) {

  void write(Path file) throws IOException {
    try (var json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), file, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringProperty("bomFormat", "CycloneDX");
      json.writeStringProperty("specVersion", "1.6");
      json.writeNumberProperty("version", 1);
      json.writeObjectPropertyStart("metadata");
      json.writeObjectPropertyStart("component");
      json.writeStringProperty("type", "application");
      json.writeStringProperty("name", "dagstore");
      json.writeStringProperty("version", version);
      json.writeEndObject();
      json.writeEndObject();
      json.writeArrayPropertyStart("components");
      for (var artifact : artifacts) {
        component(json, artifact);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void component(JsonGenerator json, Artifact artifact) throws IOException {
    json.writeStartObject();
    json.writeStringProperty("type", "library");
    json.writeStringProperty("bom-ref", artifact.purl());
    json.writeStringProperty("group", artifact.group());
    json.writeStringProperty("name", artifact.name());
    json.writeStringProperty("version", artifact.version());
    json.writeArrayPropertyStart("hashes");
    json.writeStartObject();
    json.writeStringProperty("alg", "SHA-256");
    json.writeStringProperty("content", new Sha256().add(Files.readAllBytes(artifact.jar())).hex());
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayPropertyStart("licenses");
    json.writeStartObject();
    json.writeObjectPropertyStart("license");
    json.writeStringProperty(
        "id", artifact.ours() ? License.APACHE.spdx() : License.of(artifact).spdx());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeStringProperty("purl", artifact.purl());
    json.writeEndObject();
  }
}
