package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.RouteTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

  private static final Schema SCHEMA = RouteTable.getClassSchema();
  private static final String SUBJECT = "t-value";
  private static final String LOOKUP = "POST /subjects/t-value";
  private static final String VERSIONS = "/subjects/t-value/versions";
  private static final String UNKNOWN_SUBJECT =
      "{\"error_code\":40401,\"message\":\"Subject not found\"}";
  private static final String UNKNOWN_SCHEMA =
      "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private ScriptedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new ScriptedRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private RegistryClient client(String... more) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", registry.url());
    config.put("retries.wait.ms", 1);
    for (int i = 0; i < more.length; i += 2) {
      config.put(more[i], more[i + 1]);
    }
    return new RegistryClient(RegistryConfig.from(config));
  }

  @Test
  void shouldRegisterTheFirstSchemaOfASubjectAndProtectIt() {
    // given
    registry.answer(LOOKUP, 404, UNKNOWN_SUBJECT);
    registry.answer("POST " + VERSIONS, 200, "{\"id\":7}").answer("GET " + VERSIONS, 200, "[1]");
    registry.answer("PUT /config/t-value", 200, "{\"compatibility\":\"BACKWARD\"}");
    // when
    int id = client().idFor(SUBJECT, SCHEMA);
    // then
    assertThat(id).isEqualTo(7);
    assertThat(registry.requests())
        .containsExactly(LOOKUP, "POST " + VERSIONS, "GET " + VERSIONS, "PUT /config/t-value");
  }

  @Test
  void shouldLeaveTheCompatibilityOfAKnownSubjectAlone() {
    // given
    registry.answer(LOOKUP, 404, UNKNOWN_SCHEMA);
    registry.answer("POST " + VERSIONS, 200, "{\"id\":7}").answer("GET " + VERSIONS, 200, "[1,2]");
    // when
    client().idFor(SUBJECT, SCHEMA);
    // then
    assertThat(registry.requests()).noneMatch(r -> r.startsWith("PUT"));
  }

  @Test
  void shouldGoOnWhenItMayNotConfigureTheSubject() {
    // given
    registry.answer(LOOKUP, 404, UNKNOWN_SUBJECT);
    registry.answer("POST " + VERSIONS, 200, "{\"id\":7}").answer("GET " + VERSIONS, 200, "[1]");
    registry.answer("PUT /config/t-value", 403, "{\"error_code\":40301,\"message\":\"no\"}");
    // when
    int id = client().idFor(SUBJECT, SCHEMA);
    // then
    assertThat(id).isEqualTo(7);
  }

  @Test
  void shouldOnlyAskWhenTheSchemaIsRegisteredAndThenRemember() {
    // given
    registry.answer(LOOKUP, 200, "{\"id\":9,\"version\":1}");
    RegistryClient client = client();
    // when
    int first = client.idFor(SUBJECT, SCHEMA);
    int second = client.idFor(SUBJECT, SCHEMA);
    // then
    assertThat(first).isEqualTo(9).isEqualTo(second);
    assertThat(registry.requests()).containsExactly(LOOKUP);
    assertThat(client.byId(9)).contains(SCHEMA);
  }

  @Test
  void shouldNotRegisterWhenToldNotTo() {
    // given
    registry.answer(LOOKUP, 404, UNKNOWN_SUBJECT);
    RegistryClient client = client("auto.register.schemas", "false");
    // when / then
    assertThatThrownBy(() -> client.idFor(SUBJECT, SCHEMA))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("auto.register.schemas")
        .hasMessageContaining("t-value");
    assertThat(registry.requests()).containsExactly(LOOKUP);
  }

  @Test
  void shouldTryAgainWhenTheServerIsBusyOrBroken() {
    // given
    registry
        .answer(LOOKUP, 503, "busy")
        .answer(LOOKUP, 429, "{\"message\":\"slow down\"}")
        .answer(LOOKUP, 200, "{\"id\":3}");
    // when
    int id = client().idFor(SUBJECT, SCHEMA);
    // then
    assertThat(id).isEqualTo(3);
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void shouldGiveUpAfterTheRetries() {
    // given
    registry.answer(LOOKUP, 500, "{\"error_code\":50001,\"message\":\"store is down\"}");
    RegistryClient client = client("max.retries", "2");
    // when / then
    assertThatThrownBy(() -> client.idFor(SUBJECT, SCHEMA))
        .hasMessageContaining("500")
        .hasMessageContaining("store is down")
        .satisfies(e -> assertThat(((RegistryException) e).isRetriable()).isTrue())
        .satisfies(e -> assertThat(((RegistryException) e).errorCode()).isEqualTo(50001));
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void shouldNotRepeatWhatIsRefused() {
    // given
    registry.answer(LOOKUP, 404, UNKNOWN_SCHEMA);
    registry.answer("POST " + VERSIONS, 409, "{\"error_code\":409,\"message\":\"incompatible\"}");
    RegistryClient client = client();
    // when / then
    assertThatThrownBy(() -> client.idFor(SUBJECT, SCHEMA)).hasMessageContaining("incompatible");
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void shouldUseTheNextAddressWhenOneDoesNotAnswer() {
    // given
    registry.answer(LOOKUP, 200, "{\"id\":4}");
    RegistryClient client =
        client("schema.registry.url", "http://127.0.0.1:1, " + registry.url() + "/");
    // when
    int id = client.idFor(SUBJECT, SCHEMA);
    // then
    assertThat(id).isEqualTo(4);
  }

  @Test
  void shouldTellAWrongAddressFromAnUnknownSchema() {
    // given
    registry.answer("GET /schemas/ids/5", 404, "<html>nothing here</html>");
    registry.answer("GET /schemas/ids/6", 404, UNKNOWN_SCHEMA);
    RegistryClient client = client();
    // when / then
    assertThatThrownBy(() -> client.byId(5))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("404");
    assertThat(client.byId(6)).isEmpty();
  }

  @Test
  void shouldRefuseAnAnswerThatIsNotTheRegistrys() {
    // given
    registry.answer("GET /schemas/ids/5", 200, "<html>login</html>");
    RegistryClient client = client();
    // when / then
    assertThatThrownBy(() -> client.byId(5))
        .hasMessageContaining("Expected JSON")
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void shouldRefuseASchemaThatIsNotAvro() {
    // given
    registry.answer(
        "GET /schemas/ids/5", 200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}");
    RegistryClient client = client();
    // when / then
    assertThatThrownBy(() -> client.byId(5))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("PROTOBUF");
  }

  @Test
  void shouldNotWaitForASchemaThatCanNeverBeRead() {
    // given
    registry.answer("GET /schemas/ids/6", 200, "{\"schema\":\"{\\\"type\\\": 1}\"}");
    RegistryClient client = client();
    // when / then
    assertThatThrownBy(() -> client.byId(6))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("schema 6 cannot be parsed");
  }

  @Test
  void shouldTakeANewSubjectForCompatible() {
    // given
    String path = "POST /compatibility/subjects/t-value/versions/latest";
    registry.answer(path, 404, UNKNOWN_SUBJECT).answer(path, 200, "{\"is_compatible\":false}");
    RegistryClient client = client();
    // when
    boolean whenNew = client.isCompatible(SUBJECT, SCHEMA);
    boolean whenChanged = client.isCompatible(SUBJECT, SCHEMA);
    // then
    assertThat(whenNew).isTrue();
    assertThat(whenChanged).isFalse();
  }

  @Test
  void shouldSendTheUsersCredentialsAndNeverTellThem() {
    // given
    registry.answer(LOOKUP, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
    RegistryClient client =
        client("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "jane:s3cret");
    // when / then
    assertThatThrownBy(() -> client.idFor(SUBJECT, SCHEMA))
        .hasMessageContaining("401")
        .hasMessageNotContaining("s3cret");
    assertThat(registry.authorizations()).containsExactly("Basic amFuZTpzM2NyZXQ=");
  }
}
