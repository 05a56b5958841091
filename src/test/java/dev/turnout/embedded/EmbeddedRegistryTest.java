package dev.turnout.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.RegistryException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRegistryTest {

  private static final Schema FIRST = record("{\"name\":\"a\",\"type\":\"string\"}");
  private static final Schema COMPATIBLE =
      record(
          "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":1}");
  private static final Schema INCOMPATIBLE =
      record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"c\",\"type\":\"int\"}");

  private EmbeddedRegistry registry;

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  private static RegistryClient client(EmbeddedRegistry of) {
    return new RegistryClient(
        RegistryConfig.from(Map.of("schema.registry.url", of.url(), "max.retries", 0)));
  }

  @BeforeEach
  void start() {
    registry = EmbeddedRegistry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldGiveASchemaOneIdUnderEverySubject() {
    // given
    RegistryClient client = client(registry);
    int id = client.register("a-value", FIRST);
    // when
    int again = client.register("a-value", FIRST);
    int elsewhere = client.register("b-value", FIRST);
    int another = client.register("b-value", COMPATIBLE);
    // then
    assertThat(again).isEqualTo(id);
    assertThat(elsewhere).isEqualTo(id);
    assertThat(another).isNotEqualTo(id);
    assertThat(client(registry).byId(another)).contains(COMPATIBLE);
  }

  @Test
  void shouldKnowTheNewestVersion() {
    // given
    RegistryClient client = client(registry);
    client.register("a-value", FIRST);
    int second = client.register("a-value", COMPATIBLE);
    // when
    var latest = client.latest("a-value");
    // then
    assertThat(latest).contains(new RegistryClient.Registered("a-value", 2, second, COMPATIBLE));
    assertThat(client.latest("unknown")).isEmpty();
    assertThat(client.lookup("a-value", INCOMPATIBLE)).isEmpty();
    assertThat(client.lookup("unknown", FIRST)).isEmpty();
  }

  @Test
  void shouldRefuseWhatCannotReadTheVersionBefore() {
    // given
    RegistryClient client = client(registry);
    client.register("a-value", FIRST);
    // when
    boolean compatible = client.isCompatible("a-value", INCOMPATIBLE);
    // then
    assertThat(compatible).isFalse();
    assertThat(client.isCompatible("a-value", COMPATIBLE)).isTrue();
    assertThat(client.isCompatible("new-value", INCOMPATIBLE)).isTrue();
    assertThatThrownBy(() -> client.register("a-value", INCOMPATIBLE))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("409")
        .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void shouldHoldTheLevelThatWasSet() {
    // given
    RegistryClient client = client(registry);
    client.register("a-value", FIRST);
    client.setCompatibility("a-value", "NONE");
    // when
    int id = client.register("a-value", INCOMPATIBLE);
    // then
    assertThat(client.byId(id)).contains(INCOMPATIBLE);
  }

  @ParameterizedTest
  @CsvSource({
    "BACKWARD, true, false",
    "FORWARD, false, true",
    "FULL, false, false",
    "NONE, true, true",
    "BACKWARD_TRANSITIVE, true, false",
  })
  void shouldCheckInTheDirectionOfTheLevel(
      Compatibility level, boolean mayAddDefaulted, boolean mayAddRequired) {
    // given: removing a field without default breaks old readers, adding one breaks new readers
    Schema removed = record("");
    // when
    boolean removal = level.problems(removed, java.util.List.of(FIRST)).isEmpty();
    boolean addition = level.problems(INCOMPATIBLE, java.util.List.of(FIRST)).isEmpty();
    // then
    assertThat(removal).isEqualTo(mayAddDefaulted);
    assertThat(addition).isEqualTo(mayAddRequired);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /                                         |                            | 200 |",
        "GET    | /schemas/types                            |                            | 200 |",
        "GET    | /schemas/ids/1                            |                            | 200 |",
        "GET    | /schemas/ids/1/schema                     |                            | 200 |",
        "GET    | /schemas/ids/1/versions                   |                            | 200 |",
        "GET    | /schemas/ids/1/subjects                   |                            | 200 |",
        "GET    | /subjects/a-value/versions/1/schema       |                            | 200 |",
        "GET    | /config                                   |                            | 200 |",
        "GET    | /mode                                     |                            | 200 |",
        "GET    | /config/a-value?defaultToGlobal=true      |                            | 200 |",
        "GET    | /schemas/ids/99                           |                            | 404 | 40403",
        "GET    | /subjects/unknown/versions                |                            | 404 | 40401",
        "GET    | /subjects/a-value/versions/9              |                            | 404 | 40402",
        "GET    | /subjects/a-value/versions/zero           |                            | 422 | 42202",
        "GET    | /config/a-value                           |                            | 404 | 40408",
        "GET    | /mode/a-value                             |                            | 404 | 40409",
        "GET    | /nothing                                  |                            | 404 | 404",
        "GET    | /schemas/ids                              |                            | 404 | 404",
        "DELETE | /schemas/ids/1                            |                            | 404 | 404",
        "DELETE | /subjects/unknown                         |                            | 404 | 40401",
        "POST   | /subjects/unknown                         | {\"schema\":\"\\\"int\\\"\"} | 404 | 40401",
        "POST   | /subjects/a-value                         | {\"schema\":\"\\\"int\\\"\"} | 404 | 40403",
        "POST   | /subjects/a-value/versions                | {\"schema\":\"{\"}           | 422 | 42201",
        "POST   | /subjects/a-value/versions                | {}                         | 422 | 42201",
        "POST   | /subjects/a-value/versions                | {\"schemaType\":\"JSON\",\"schema\":\"{}\"} | 422 | 42201",
        "POST   | /subjects/a-value/versions                | no json                    | 422 | 422",
        "PUT    | /config/a-value                           | {\"compatibility\":\"BEST\"} | 422 | 42203",
        "PUT    | /mode                                     | {\"mode\":\"READONLY\"}      | 422 | 42204",
      })
  void shouldAnswerWithConfluentsCodes(
      String method, String path, String body, int status, Integer code) throws Exception {
    // given
    client(registry).register("a-value", FIRST);
    // when
    HttpResponse<String> response = send(method, path, Optional.ofNullable(body).orElse(""));
    // then
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    if (code != null) {
      assertThat(json(response).path("error_code").asInt()).isEqualTo(code);
      assertThat(json(response).path("message").asText()).isNotBlank();
    }
  }

  @Test
  void shouldSayWhatIsIncompatibleWhenAskedVerbosely() throws Exception {
    // given
    client(registry).register("a-value", FIRST);
    String body =
        new ObjectMapper().createObjectNode().put("schema", INCOMPATIBLE.toString()).toString();
    // when
    var response =
        send("POST", "/compatibility/subjects/a-value/versions/latest?verbose=true", body);
    // then
    assertThat(json(response).path("is_compatible").asBoolean()).isFalse();
    assertThat(json(response).path("messages").path(0).asText())
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void shouldKeepOldRecordsReadableWhenASubjectIsDeleted() throws Exception {
    // given
    RegistryClient client = client(registry);
    int id = client.register("a-value", FIRST);
    // when
    var response = send("DELETE", "/subjects/a-value", "");
    // then
    assertThat(response.body()).isEqualTo("[1]");
    assertThat(client.latest("a-value")).isEmpty();
    assertThat(client(registry).byId(id)).contains(FIRST);
  }

  @Test
  void shouldKeepIdsVersionsAndLevelsOverARestart(@TempDir Path directory) {
    // given
    Path file = directory.resolve("registry").resolve("schemas.json");
    int id;
    try (EmbeddedRegistry before = EmbeddedRegistry.start(0, Optional.of(file))) {
      client(before).register("b-value", COMPATIBLE);
      id = client(before).register("a-value", FIRST);
      client(before).setCompatibility("a-value", "FULL");
    }
    // when
    try (EmbeddedRegistry after = EmbeddedRegistry.start(0, Optional.of(file))) {
      RegistryClient client = client(after);
      // then
      assertThat(client.byId(id)).contains(FIRST);
      assertThat(client.register("c-value", FIRST)).isEqualTo(id);
      assertThat(
              client.register(
                  "c-value",
                  record(
                      "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"z\",\"type\":\"int\",\"default\":0}")))
          .isEqualTo(3);
      assertThat(client.isCompatible("a-value", INCOMPATIBLE)).isFalse();
      assertThat(client.latest("a-value"))
          .get()
          .extracting(RegistryClient.Registered::version)
          .isEqualTo(1);
    }
    assertThat(file).exists();
  }

  @Test
  void shouldSayWhenItsFileIsDamaged(@TempDir Path directory) throws Exception {
    // given
    Path file = directory.resolve("schemas.json");
    Files.writeString(file, "{ half");
    // when / then
    assertThatThrownBy(() -> EmbeddedRegistry.start(0, Optional.of(file)))
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void shouldSayWhenThePortIsTaken() {
    // given
    int taken = URI.create(registry.url()).getPort();
    // when / then
    assertThatThrownBy(() -> EmbeddedRegistry.start(taken, Optional.empty()))
        .hasMessageContaining("port " + taken);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(registry.url() + path))
            .method(method, BodyPublishers.ofString(body));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }
}
