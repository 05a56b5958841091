package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.turnout.api.ApiConfig;
import dev.turnout.api.ApiServer;
import dev.turnout.api.access.ApiToken;
import dev.turnout.api.access.Role;
import dev.turnout.api.access.Verb;
import dev.turnout.bus.Connection;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.ApiClient;
import dev.turnout.testing.Issuer;
import dev.turnout.yaml.YamlDocument;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what: every cell of the table is tried over HTTP. */
class ApiAccessIT extends OnTheBus {
  @TempDir Path folder;

  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private String scoped;
  private Path file;
  private Issuer issuer;
  private RSAKey key;
  private Orchestrator orchestrator;
  private ApiServer server;
  private ApiClient api;

  @BeforeEach
  void serve() throws IOException {
    StringBuilder lines = new StringBuilder("tokens:\n");
    for (Role role : Role.values()) {
      tokens.put(role, token(lines, role.word(), role, "*"));
    }
    scoped = token(lines, "fraud-team", Role.OPERATOR, "fraud*");
    file = Files.writeString(folder.resolve("tokens.yaml"), lines);
    issuer = new Issuer();
    key = Issuer.rsa("key-1");
    issuer.publish(key);
    orchestrator = ready(config("api-access"));
    server = start(500);
    api = ApiClient.at(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
    orchestrator.close();
    issuer.close();
  }

  private static String token(StringBuilder lines, String name, Role role, String models) {
    String token = ApiToken.create(new SecureRandom());
    lines.append(
        "  - {name: %s, sha256: \"%s\", role: %s, models: [\"%s\"]}\n"
            .formatted(name, ApiToken.hash(token), role.word(), models));
    return token;
  }

  private ApiServer start(int requestsPerSecond) {
    String yaml =
        """
        listen: 127.0.0.1:0
        requestsPerSecond: %d
        auth:
          tokens: %s
          oidc:
            issuer: %s
            audience: turnout
            grants:
              - {group: sre, role: admin}
              - {group: fraud-team, role: operator, models: ["fraud*"]}
              - {group: "*", role: viewer, models: ["fraud*"]}
        """
            .formatted(requestsPerSecond, file, issuer.url());
    ApiConfig config = YamlDocument.parse(yaml, "api.yaml").read(ApiConfig::read);
    ApiServer started = ApiServer.start(config, new Connection(bus.config(), bus.topics()));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> started.unready().isEmpty());
    return started;
  }

  @Test
  void shouldLetEachRoleDoWhatTheTableSaysAndNothingElse() {
    // given: something to act on
    ApiClient admin = api.as(tokens.get(Role.ADMIN));
    assertThat(admin.post("/api/v1/rollouts", ApiCommandsIT.rollout("fraud")).status())
        .isEqualTo(201);
    awaitKnown(admin, "fraud");
    StringBuilder table = new StringBuilder("%-13s".formatted("verb"));

    // when // then
    for (Role role : Role.values()) {
      table.append("%-10s".formatted(role.word()));
    }
    for (Verb verb : Verb.values()) {
      table.append("\n%-13s".formatted(verb.word()));
      assertUnauthenticated(ask(api, verb), "Bearer realm=\"turnout\"");
      for (Role role : Role.values()) {
        ApiClient.Answer answer = ask(api.as(tokens.get(role)), verb);
        boolean allowed = role.compareTo(verb.least()) >= 0;
        table.append("%-10s".formatted(answer.status()));
        if (allowed) {
          assertThat(answer.status()).as("%s %s %s", role, verb, answer).isNotIn(401, 403, 404);
        } else {
          assertThat(answer.status()).as("%s %s %s", role, verb, answer).isEqualTo(403);
          assertThat(answer.json().at("/type").asText()).endsWith("/forbidden");
          assertThat(answer.json().at("/detail").asText()).startsWith("Expected the role ");
        }
      }
    }
    System.out.println(table);
    long commands =
        journal("fraud").stream()
            .map(JournalEntry::getEvent)
            .filter(CommandAccepted.class::isInstance)
            .filter(event -> ((CommandAccepted) event).getActor().equals("token/viewer"))
            .count();
    assertThat(commands).isZero();
  }

  /** One request for each verb; an orchestrator may refuse it, but the gate has let it pass. */
  private static ApiClient.Answer ask(ApiClient as, Verb verb) {
    String rollout = "/api/v1/rollouts/fraud-v2/";
    return switch (verb) {
      case READ -> as.get("/api/v1/models");
      case START -> as.post("/api/v1/rollouts", ApiCommandsIT.rollout("fraud"));
      case PROMOTE_FULL -> as.post(rollout + "promote", "{\"full\": true}");
      case REPORT ->
          as.post(
              "/api/v1/models/fraud/reports",
              "{\"rows\": [{\"version\": \"v2\", \"correct\": 1, \"total\": 1}]}");
      case SET_POLICY ->
          as.send("DELETE", "/api/v1/policy?wait=20s", HttpRequest.BodyPublishers.noBody());
      case READ_LETTERS -> as.get("/api/v1/dead-letters");
      case BLOCK, UNBLOCK -> as.post("/api/v1/models/fraud/" + verb.word(), "{}");
      case PROMOTE, PAUSE, RESUME, ABORT, ROLLBACK, RETRY, APPROVE, REJECT ->
          as.post(rollout + verb.word(), "{\"reason\": \"matrix\"}");
    };
  }

  @Test
  void shouldKeepCallersToTheirModelsAndNameThemInTheJournal() {
    // given
    ApiClient admin = api.as(tokens.get(Role.ADMIN));
    ApiClient team = api.as(scoped);
    admin.post("/api/v1/rollouts", ApiCommandsIT.rollout("churn"));

    // when
    ApiClient.Answer own =
        team.post("/api/v1/rollouts", ApiCommandsIT.rollout("fraud-eu"), "Turnout-Actor", "root");
    ApiClient.Answer other = team.post("/api/v1/rollouts", ApiCommandsIT.rollout("churn"));
    awaitKnown(admin, "churn");
    awaitKnown(admin, "fraud-eu");

    // then
    assertThat(own.status()).as(own.toString()).isEqualTo(201);
    assertThat(((CommandAccepted) journal("fraud-eu").get(0).getEvent()).getActor())
        .isEqualTo("token/fraud-team");
    assertThat(other.status()).isEqualTo(403);
    assertThat(team.get("/api/v1/models/churn").status()).isEqualTo(403);
    assertThat(team.get("/api/v1/models/churn/journal").status()).isEqualTo(403);
    assertThat(team.get("/api/v1/rollouts/churn-v2").status()).isEqualTo(404);
    assertThat(team.get("/api/v1/rollouts/churn-v2/explain?model=churn").status()).isEqualTo(403);
    assertThat(team.post("/api/v1/rollouts/churn-v2/abort", "{}").status()).isEqualTo(404);
    assertThat(team.get("/api/v1/events?model=churn").status()).isEqualTo(403);
    assertThat(team.post("/api/v1/rollouts/churn-v2/abort?model=churn", "{}").status())
        .isEqualTo(403);
    assertThat(team.get("/api/v1/models").json().findValuesAsText("model"))
        .containsExactly("fraud-eu");
    assertThat(team.get("/api/v1/me").json().at("/grants/0/models/0").asText()).isEqualTo("fraud*");
  }

  @Test
  void shouldTakeTheFileOfTokensAgainWhenItHasChanged() throws IOException {
    // given
    ApiClient viewer = api.as(tokens.get(Role.VIEWER));
    assertThat(viewer.get("/api/v1/models").status()).isEqualTo(200);
    StringBuilder lines = new StringBuilder("tokens:\n");
    String fresh = token(lines, "fresh", Role.VIEWER, "*");
    String over = ApiToken.create(new SecureRandom());
    lines.append(
        "  - {name: over, sha256: \"%s\", role: admin, expires: \"2020-01-01T00:00:00Z\"}\n"
            .formatted(ApiToken.hash(over)));

    // when
    Files.writeString(file, lines);

    // then
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> viewer.get("/api/v1/models").status() == 401);
    assertThat(api.as(fresh).get("/api/v1/models").status()).isEqualTo(200);
    assertThat(api.as(over).get("/api/v1/models").status()).isEqualTo(401);

    // when: a broken file
    Files.writeString(file, "tokens: [{name: fresh}]\n");

    // then: it is told, and nobody is locked out
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !server.warnings().isEmpty());
    assertThat(api.as(fresh).get("/api/v1/models").status()).isEqualTo(200);
  }

  @Test
  void shouldBelieveOnlyWhatTheIdentityProviderHasSignedForUs() throws Exception {
    // given
    JWTClaimsSet right = issuer.claims("sre").build();
    Date past = Date.from(Instant.now().minusSeconds(600));
    Date later = Date.from(Instant.now().plusSeconds(600));
    String good = Issuer.sign(key, right);
    String[] parts = good.split("\\.");
    RSAKey forger = Issuer.rsa("key-1");
    ECKey next = Issuer.ec("key-2");

    // when // then
    ApiClient.Answer me = api.as(good).get("/api/v1/me");
    assertThat(me.status()).as(me.toString()).isEqualTo(200);
    assertThat(me.json().at("/actor").asText()).isEqualTo("jane@example.com");
    assertThat(me.json().at("/role").asText()).isEqualTo("admin");
    refused("forged", Issuer.sign(forger, right));
    refused(
        "changed",
        parts[0]
            + "."
            + new PlainJWT(issuer.claims("other").build()).serialize().split("\\.")[1]
            + "."
            + parts[2]);
    refused("not signed", new PlainJWT(right).serialize());
    refused("another algorithm", hmac(right));
    refused("expired", Issuer.sign(key, issuer.claims("sre").expirationTime(past).build()));
    refused("without an end", Issuer.sign(key, issuer.claims("sre").expirationTime(null).build()));
    refused("not yet", Issuer.sign(key, issuer.claims("sre").notBeforeTime(later).build()));
    refused("for others", Issuer.sign(key, issuer.claims("sre").audience("grafana").build()));
    refused("for nobody", Issuer.sign(key, issuer.claims("sre").audience((String) null).build()));
    refused(
        "of others", Issuer.sign(key, issuer.claims("sre").issuer("https://evil.example").build()));
    refused("of a key that is not published", Issuer.sign(next, right));

    // when: the provider changes its key, to one of another kind
    issuer.publish(key, next);

    // then
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> api.as(Issuer.sign(next, right)).get("/api/v1/me").status() == 200);
    assertThat(api.as(good).get("/api/v1/me").status()).isEqualTo(200);

    // and: grants add up, each for its models
    ApiClient member = api.as(Issuer.sign(key, issuer.claims("fraud-team").build()));
    assertThat(member.post("/api/v1/rollouts", ApiCommandsIT.rollout("fraud")).status())
        .isEqualTo(201);
    ApiClient guest = api.as(Issuer.sign(key, issuer.claims("guests").build()));
    assertThat(guest.post("/api/v1/rollouts", ApiCommandsIT.rollout("fraud")).status())
        .isEqualTo(403);
    assertThat(guest.get("/api/v1/models").status()).isEqualTo(200);
  }

  private void refused(String what, String token) {
    // Too many wrong ones in a row are not even looked at.
    ApiClient.Answer answer =
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> api.as(token).get("/api/v1/me"), given -> given.status() != 429);
    assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(401);
    assertUnauthenticated(answer, "Bearer realm=\"turnout\", error=\"invalid_token\"");
    assertThat(answer.toString()).doesNotContain(token);
  }

  private static String hmac(JWTClaimsSet claims) throws Exception {
    var token =
        new com.nimbusds.jwt.SignedJWT(
            new com.nimbusds.jose.JWSHeader(com.nimbusds.jose.JWSAlgorithm.HS256), claims);
    token.sign(new com.nimbusds.jose.crypto.MACSigner("0123456789012345678901234567890123456789"));
    return token.serialize();
  }

  @Test
  void shouldSlowDownThoseWhoAskTooOftenOrWithWrongTokens() {
    // given
    try (ApiServer slow = start(1)) {
      ApiClient viewer = ApiClient.at(slow.port()).as(tokens.get(Role.VIEWER));

      // when
      ApiClient.Answer last = viewer.get("/api/v1/me");
      for (int i = 0; i < 200 && last.status() == 200; i++) {
        last = viewer.get("/api/v1/me");
      }

      // then
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.header("Retry-After")).isEqualTo("1");
      assertThat(last.json().at("/type").asText()).endsWith("/too-many-requests");
      ApiClient operator = ApiClient.at(slow.port()).as(tokens.get(Role.OPERATOR));
      assertThat(operator.get("/api/v1/me").status()).isEqualTo(200);

      // when
      ApiClient stranger = ApiClient.at(slow.port()).as("tnt_wrong");
      ApiClient.Answer guess = stranger.get("/api/v1/me");
      for (int i = 0; i < 2000 && guess.status() == 401; i++) {
        guess = stranger.get("/api/v1/me");
      }

      // then
      assertThat(guess.status()).isEqualTo(429);
    }
  }

  @Test
  void shouldNotServeOthersWithoutALogin() {
    assertThatThrownBy(
            () -> YamlDocument.parse("listen: 0.0.0.0:9641\n", "api.yaml").read(ApiConfig::read))
        .hasMessageContaining("Expected a loopback address while 'auth' says nothing")
        .hasMessageContaining("listen: 127.0.0.1:9641");
  }

  private static void assertUnauthenticated(ApiClient.Answer answer, String challenge) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo(challenge);
    assertThat(answer.json().at("/type").asText()).endsWith("/unauthenticated");
  }

  private static void awaitKnown(ApiClient client, String model) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.get("/api/v1/models/" + model).status() == 200);
  }
}
