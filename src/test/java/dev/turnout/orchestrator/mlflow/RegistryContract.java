package dev.turnout.orchestrator.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.mlflow.AliasKeeper.Result;
import dev.turnout.orchestrator.mlflow.RolloutDecision.Kind;
import dev.turnout.orchestrator.mlflow.RolloutDecision.Mark;
import dev.turnout.orchestrator.routing.VersionRef;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Turnout and MLflow's registry promise each other; for every server that claims to be one.
 */
abstract class RegistryContract {
  private static final AtomicInteger MODELS = new AtomicInteger();
  private static final Instant DECIDED = Instant.parse("2026-01-01T00:00:00Z");

  protected final String model = "fraud-" + MODELS.incrementAndGet();
  protected final MlflowClient client = new MlflowClient(access(), Duration.ofSeconds(60));
  protected final AliasKeeper keeper = new AliasKeeper(client, MlflowConfig.of(access()));

  /** Address of the server. */
  protected abstract String uri();

  private MlflowAccess access() {
    return MlflowAccess.of(uri(), Map.of());
  }

  @BeforeEach
  void registerThreeVersions() throws Exception {
    post("registered-models/create", "{\"name\": \"%s\"}".formatted(model));
    for (int i = 0; i < 3; i++) {
      post(
          "model-versions/create",
          "{\"name\": \"%s\", \"source\": \"s3://bucket/x\"}".formatted(model));
    }
  }

  @Test
  void shouldResolveAnAliasToTheVersionThatItNamesNow() {
    // given
    client.setAlias(version(2), "challenger");

    // when
    String source = new SourceResolver(client).resolve("models:/" + model + "@challenger");

    // then
    assertThat(source).isEqualTo("models:/" + model + "/2");
  }

  @Test
  void shouldLeaveAVersionAndAnotherSourceAsTheyAre() {
    SourceResolver resolver = new SourceResolver(client);

    assertThat(resolver.resolve("models:/" + model + "/3")).isEqualTo("models:/" + model + "/3");
    assertThat(resolver.resolve("/models/fraud.bin")).isEqualTo("/models/fraud.bin");
  }

  @Test
  void shouldSayWhatIsNotThere() {
    SourceResolver resolver = new SourceResolver(client);

    assertThatThrownBy(() -> resolver.resolve("models:/" + model + "@nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected models:/%s@nobody in MLflow's registry, but it is not there (set the alias, or name a version): MLflow answered 400 to GET /api/2.0/mlflow/registered-models/alias: Registered model alias nobody not found."
                .formatted(model));
    assertThatThrownBy(() -> resolver.resolve("models:/" + model + "/9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(register the version first)");
    assertThatThrownBy(() -> resolver.resolve("models:/no-such-model@champion"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but it is not there");
  }

  @Test
  void shouldMoveTheAliasWhenTheCandidateIsLive() {
    // given
    client.setAlias(version(1), "champion");

    // when
    Result result = keeper.apply(switched(1));

    // then
    assertThat(result).isEqualTo(Result.DONE);
    assertAliases("2", "1");
    assertThat(registered().tags())
        .containsEntry("turnout.rollout", "fraud-v2 Switched")
        .containsEntry("turnout.decision", "2026-01-01T00:00:01Z/1/abc");
  }

  @Test
  void shouldChangeNothingTheSecondTime() {
    // given
    keeper.apply(switched(1));
    client.setAlias(version(3), "champion");

    // when
    Result result = keeper.apply(switched(1));

    // then
    assertThat(result).isEqualTo(Result.KNOWN);
    assertAliases("3", "1");
  }

  @Test
  void shouldNotLetAnOlderDecisionOverwriteANewerOne() {
    // given
    keeper.apply(switched(1));
    keeper.apply(back(2));

    // when
    Result result = keeper.apply(switched(1));

    // then
    assertThat(result).isEqualTo(Result.KNOWN);
    assertThat(registered().alias("champion")).contains("1");
  }

  @Test
  void shouldMoveTheAliasesBackWhenTheBakeEndsBadly() {
    // given
    client.setAlias(version(1), "champion");
    client.setAlias(version(3), "previous");
    keeper.apply(switched(1));

    // when
    keeper.apply(back(2));

    // then
    assertAliases("1", "3");
    assertThat(registered().tags())
        .containsEntry("turnout.rollout", "fraud-v2 RolledBack")
        .doesNotContainKey("turnout.before");
  }

  @Test
  void shouldTakeAnAliasAwayThatWasNotThereBefore() {
    // given
    client.setAlias(version(1), "champion");
    keeper.apply(switched(1));

    // when
    keeper.apply(back(2));

    // then
    assertThat(registered().aliases()).isEqualTo(Map.of("champion", "1"));
  }

  @Test
  void shouldMoveNoAliasForACandidateThatNeverWasLive() {
    // given
    client.setAlias(version(3), "champion");

    // when
    Result result = keeper.apply(back(1));

    // then
    assertThat(result).isEqualTo(Result.DONE);
    assertThat(registered().aliases()).isEqualTo(Map.of("champion", "3"));
    assertThat(registered().tags()).containsEntry("turnout.rollout", "fraud-v2 RolledBack");
  }

  @Test
  void shouldLeaveAnAliasThatAPersonHasMovedSince() {
    // given
    keeper.apply(switched(1));
    client.setAlias(version(3), "champion");

    // when
    keeper.apply(promoted(2));

    // then
    assertThat(registered().alias("champion")).contains("3");
    assertThat(registered().tags()).containsEntry("turnout.rollout", "fraud-v2 Promoted");
  }

  @Test
  void shouldMoveTheAliasAtTheEndOfAPlanWithoutABake() {
    // when
    keeper.apply(promoted(1));

    // then
    assertAliases("2", "1");
    assertThat(registered().tags()).doesNotContainKey("turnout.before");
  }

  @Test
  void shouldKeepWhatWasLiveForTheFirstRolloutOfAModel() {
    // given
    client.setAlias(version(3), "champion");

    // when
    keeper.apply(
        new RolloutDecision(
            "fraud", "fraud-v2", Kind.LIVE, "Promoted", mark(1), ref(2), Optional.empty()));

    // then
    assertAliases("2", "3");
  }

  @Test
  void shouldTagTheVersionWithTheDecision() throws Exception {
    // when
    keeper.apply(switched(1));
    keeper.apply(promoted(2));

    // then
    assertThat(get("model-versions/get?name=%s&version=2".formatted(model)).replaceAll("\\s", ""))
        .contains("{\"key\":\"turnout.rollout\",\"value\":\"fraud-v2\"}")
        .contains("{\"key\":\"turnout.outcome\",\"value\":\"Promoted\"}")
        .contains("{\"key\":\"turnout.decision\",\"value\":\"2026-01-01T00:00:02Z/2/abc\"}");
  }

  @Test
  void shouldMoveLegacyStagesOnlyWhereTheyAreAskedFor() throws Exception {
    // given
    MlflowConfig plain = MlflowConfig.of(access());
    MlflowConfig legacy =
        new MlflowConfig(
            plain.access(),
            plain.aliases(),
            Map.of(),
            Optional.of(new Stages("Production", "Archived")),
            plain.timeout(),
            Optional.empty());

    // when
    keeper.apply(switched(1));
    String without = get("model-versions/get?name=%s&version=2".formatted(model));
    new AliasKeeper(client, legacy)
        .apply(
            new RolloutDecision(
                "fraud", "fraud-v3", Kind.LIVE, "Promoted", mark(3), ref(3), Optional.of(ref(2))));

    // then
    assertThat(without.replaceAll("\\s", "")).contains("\"current_stage\":\"None\"");
    assertThat(stage(3)).contains("\"current_stage\":\"Production\"");
    assertThat(stage(2)).contains("\"current_stage\":\"Archived\"");
  }

  @Test
  void shouldRefuseADecisionAboutAVersionThatIsGone() {
    assertThatThrownBy(
            () ->
                keeper.apply(
                    new RolloutDecision(
                        "fraud",
                        "fraud-v9",
                        Kind.LIVE,
                        "Promoted",
                        mark(1),
                        ref(9),
                        Optional.empty())))
        .isInstanceOfSatisfying(
            MlflowException.class,
            e -> assertThat(e.kind()).isEqualTo(MlflowException.Kind.MISSING));
  }

  private String stage(int number) throws Exception {
    return get("model-versions/get?name=%s&version=%d".formatted(model, number))
        .replaceAll("\\s", "");
  }

  protected final void assertAliases(String champion, String previous) {
    assertThat(registered().aliases())
        .isEqualTo(Map.of("champion", champion, "previous", previous));
  }

  protected final RegisteredModel registered() {
    return client.model(model);
  }

  protected final RegisteredVersion version(int number) {
    return new RegisteredVersion(model, Integer.toString(number));
  }

  protected final VersionRef ref(int number) {
    return VersionRef.of("v" + number, version(number).source());
  }

  protected final RolloutDecision switched(int sequence) {
    return decision(Kind.LIVE, "Switched", sequence);
  }

  protected final RolloutDecision promoted(int sequence) {
    return decision(Kind.LIVE, "Promoted", sequence);
  }

  protected final RolloutDecision back(int sequence) {
    return decision(Kind.BACK, "RolledBack", sequence);
  }

  private RolloutDecision decision(Kind kind, String outcome, int sequence) {
    return new RolloutDecision(
        "fraud", "fraud-v2", kind, outcome, mark(sequence), ref(2), Optional.of(ref(1)));
  }

  private static Mark mark(int sequence) {
    return new Mark(DECIDED.plusSeconds(sequence), sequence, "abc");
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(uri() + "/api/2.0/mlflow/" + path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(uri() + "/api/2.0/mlflow/" + path)).build(),
            BodyHandlers.ofString())
        .body();
  }
}
