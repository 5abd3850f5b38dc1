package dev.rollcall.e2e.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SBOM (CycloneDX) beside a service's jar.
 *
 * @param service its short name
 * @param json the whole document
 */
record Sbom(String service, JsonNode json) {

  private static final String OURS = "dev.rollcall";

  /**
   * A library that a service is packed with.
   *
   * @param licenses SPDX ids, or names where there is none; any one of them may be chosen
   */
  record Component(String group, String name, String version, Set<String> licenses) {

    String coordinates() {
      return group + ":" + name;
    }

    /** The file's name in a packed service. */
    String jar() {
      return group + "." + name + "-" + version + ".jar";
    }

    private static Component of(JsonNode json) {
      return new Component(
          json.path("group").asText(),
          json.path("name").asText(),
          json.path("version").asText(),
          json.path("licenses").valueStream().map(Component::license).collect(Collectors.toSet()));
    }

    private static String license(JsonNode each) {
      JsonNode license = each.path("license");
      return license
          .path("id")
          .asText(license.path("name").asText(each.path("expression").asText()));
    }
  }

  static Sbom of(String service) {
    try {
      return new Sbom(service, new ObjectMapper().readTree(file(target(service)).toFile()));
    } catch (IOException e) {
      throw new IllegalStateException("No SBOM of " + service + ": build with -Psupply-chain", e);
    }
  }

  /** What others made; our own modules carry the project's license. */
  List<Component> components() {
    return json.path("components")
        .valueStream()
        .filter(each -> !each.path("group").asText().equals(OURS))
        .map(Component::of)
        .toList();
  }

  /** The jars of others that the packed service really holds. */
  Set<String> packed() throws IOException {
    Set<String> jars = new TreeSet<>();
    for (String folder : List.of("main", "boot")) {
      try (Stream<Path> files = Files.list(target(service).resolve("quarkus-app/lib/" + folder))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.startsWith(OURS + "."))
            .forEach(jars::add);
      }
    }
    return jars;
  }

  private static Path target(String service) {
    return Places.root().resolve(service + "-service/target");
  }

  private static Path file(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-cyclonedx.json"))
          .findFirst()
          .orElseThrow(() -> new IOException("nothing in " + target));
    }
  }
}
