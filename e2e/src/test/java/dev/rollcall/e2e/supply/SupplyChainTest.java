package dev.rollcall.e2e.supply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.supply.Sbom.Component;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Needs the SBOMs, which the profile {@code supply-chain} makes; {@code ./rollcall test} has it.
 */
@EnabledIfSystemProperty(
    named = "rollcall.supply-chain",
    matches = "true",
    disabledReason = "without -Psupply-chain there is no SBOM")
class SupplyChainTest {

  /**
   * Licenses under which a service may be handed on without opening its own sources, as SPDX ids;
   * they go with Rollcall's own, Apache-2.0. A library with several may be taken under any of them.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "MIT",
          "MIT-0",
          "Public Domain",
          "Unicode-3.0");

  private static final String WRITE = "rollcall.third-party.write";

  @ParameterizedTest
  @MethodSource("services")
  @DisplayName(
      "SUPPLY the SBOM names the jars that the service is packed with, no more and no fewer")
  void sbomIsTrue(String service) throws IOException {
    Sbom sbom = Sbom.of(service);

    assertThat(sbom.components().stream().map(Component::jar).collect(Collectors.toSet()))
        .isEqualTo(sbom.packed());
  }

  @ParameterizedTest
  @MethodSource("services")
  @DisplayName("SUPPLY the same sources give the same SBOM: no serial number, the build's own time")
  void sbomIsSteady(String service) {
    Sbom sbom = Sbom.of(service);

    assertThat(sbom.json().has("serialNumber")).isFalse();
    assertThat(sbom.json().at("/metadata/timestamp").asText()).endsWith("T00:00:00Z");
  }

  @ParameterizedTest
  @MethodSource("services")
  @DisplayName("SUPPLY every library has a license that is allowed here")
  void licensesAreAllowed(String service) {
    assertThat(Sbom.of(service).components())
        .allSatisfy(
            component ->
                assertThat(component.licenses())
                    .as(component.coordinates())
                    .containsAnyElementsOf(ALLOWED));
  }

  @Test
  @DisplayName("SUPPLY docs/THIRD-PARTY.md lists the libraries of all services with their licenses")
  void listIsTrue() throws IOException {
    Path list = Places.root().resolve("docs/THIRD-PARTY.md");
    String expected = list(libraries());
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(list, expected);
    }

    assertThat(Files.readString(list))
        .as("Libraries have changed: run once more with -D" + WRITE + "=true, and look at the diff")
        .isEqualTo(expected);
  }

  static List<String> services() {
    return LocalStack.SERVICES;
  }

  private static Map<String, Set<String>> libraries() {
    Map<String, Set<String>> libraries = new TreeMap<>();
    services().stream()
        .map(Sbom::of)
        .map(Sbom::components)
        .flatMap(Collection::stream)
        .forEach(each -> libraries.put(each.coordinates(), new TreeSet<>(each.licenses())));
    return libraries;
  }

  private static String list(Map<String, Set<String>> libraries) {
    return """
        # Libraries of others

        What the four services are packed with, and the licenses it comes under (SPDX ids; of several, any one may be chosen).
        Versions are in each service's SBOM, `target/*-cyclonedx.json`. Written by the build and checked by `./rollcall test`.

        | library | licenses |
        | --- | --- |
        %s
        """
        .formatted(
            libraries.entrySet().stream()
                .map(
                    each ->
                        "| " + each.getKey() + " | " + String.join(", ", each.getValue()) + " |")
                .collect(Collectors.joining("\n")));
  }
}
