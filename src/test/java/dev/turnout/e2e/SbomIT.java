package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bill of materials names what is really in the program, under licences that go with ours. */
class SbomIT {
  private static final Path TARGET = Path.of("target");
  private static final Path BOM = TARGET.resolve("bom.json");

  /** Licences that may be passed on with an Apache 2.0 program; as SPDX writes them. */
  private static final Set<String> ALLOWED =
      Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "MIT");

  /** Where the address of the licence is of three clauses, and its name says something else. */
  private static final Map<String, String> READ =
      Map.of("org.jline", "BSD-3-Clause", "com.google.re2j", "BSD-3-Clause");

  @BeforeEach
  void needsTheBill() {
    if (!Files.exists(BOM)) {
      System.out.println("[sbom] did not run: there is no bill of materials after -Dquick");
    }
    assumeTrue(Files.exists(BOM));
  }

  @Test
  void shouldNameEveryJarOfTheProgramAndNoOther() throws IOException {
    // when
    Set<String> named =
        components().map(SbomIT::jar).collect(Collectors.toCollection(TreeSet::new));

    // then
    assertThat(named).containsExactlyInAnyOrderElementsOf(jars());
  }

  @Test
  void shouldNameALicenceOfEachThatGoesWithOurs() throws IOException {
    // when
    List<String> others =
        components()
            .filter(component -> licences(component).noneMatch(ALLOWED::contains))
            .map(component -> jar(component) + ": " + component.path("licenses"))
            .toList();

    // then
    assertThat(others).as("jars without a licence that goes with Apache 2.0").isEmpty();
  }

  private static Stream<JsonNode> components() throws IOException {
    JsonNode bom = new ObjectMapper().readTree(BOM.toFile());
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    return StreamSupport.stream(bom.path("components").spliterator(), false);
  }

  private static Stream<String> licences(JsonNode component) {
    String read = READ.get(component.path("group").asText());
    return read == null ? named(component) : Stream.of(read);
  }

  private static Stream<String> named(JsonNode component) {
    return StreamSupport.stream(component.path("licenses").spliterator(), false)
        .flatMap(
            licence ->
                Stream.of(
                    licence.path("license").path("id").asText(),
                    licence.path("expression").asText()));
  }

  private static String jar(JsonNode component) {
    String classifier = component.path("purl").asText();
    int at = classifier.indexOf("classifier=");
    String suffix = at < 0 ? "" : "-" + classifier.substring(at + 11).split("&")[0];
    return "%s-%s%s.jar"
        .formatted(component.path("name").asText(), component.path("version").asText(), suffix);
  }

  private static Set<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(TARGET.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
