package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.cli.Cli;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.FakeFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts that are judged by what a pipeline reports with {@code turnout report}. */
class OwnMetricsIT extends OnTheBus {
  /** What is gated on, by model; the dry run beside it is terrible for every model. */
  private static final Map<String, String> METRICS =
      new TreeMap<>(
          Map.of(
              "scored", "score: {outcome: accuracy}",
              "counted", "count: {event: fallbacks}",
              "measured", "histogram: {of: memory}",
              "calm", "score: {outcome: accuracy}"));

  @TempDir Path folder;

  @Test
  void shouldJudgeWhatAPipelineReports() throws IOException {
    // given
    try (Orchestrator orchestrator = ready(config("own"))) {
      Map<String, FakeFleet> fleets = new TreeMap<>();
      for (String model : METRICS.keySet()) {
        FakeFleet fleet = new FakeFleet(bus, client, model, "node-1");
        fleet.round();
        fleets.put(model, fleet);
        Cli.Result started = run("rollout start --no-answer -f " + file(model));
        assertThat(started.code()).as(started.err()).isZero();
      }

      // when
      Awaitility.await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                fleets.forEach(this::work);
                return fleets.keySet().stream().noneMatch(this::isUndecided);
              });

      // then
      assertThat(reason("scored")).startsWith("own: candidate 30.0 % wrong of ");
      assertThat(reason("counted")).startsWith("own: candidate 20.0 % counted of ");
      assertThat(reason("measured"))
          .startsWith("own: candidate p50 1808, p95 2080, p99 2122 of ")
          .contains("baseline p50 1212, p95 1394, p99 1394 of ")
          .contains("100.0 % and 1.0 % above the usual p99; e-value ");
      assertThat(outcome("calm")).isEqualTo("none");
      assertThat(run("get rollout calm-v2").out())
          .as("it is shown, and decides nothing")
          .containsPattern("tried \\(dry run\\) +\\d+/\\d+ \\(90\\.00 %\\).* 100 % +0 % +broken");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  /** The calm one is decided when its dry run would have ended it. */
  private boolean isUndecided(String model) {
    return model.equals("calm")
        ? !run("get rollout calm-v2").out().matches("(?s).*dry run[^\n]* 100 % .*")
        : outcome(model).equals("none");
  }

  private void work(String model, FakeFleet fleet) {
    fleet.round();
    Cli.Result reported = run("report --model " + model + " --from " + rows(model));
    assertThat(reported.code()).as(reported.err()).isZero();
  }

  private Path rows(String model) {
    String worse =
        row("v2", model.equals("scored") ? 140 : 190, model.equals("counted") ? 40 : 2, 180)
            + values("v2", model.equals("measured") ? 1.5 : 1);
    return write(model + ".jsonl", row("v1", 190, 2, 0) + values("v1", 1) + worse);
  }

  private static String row(String version, int correct, int fallbacks, int refusals) {
    String of = "{\"version\":\"%s\",\"total\":200,\"event\":\"%s\",\"happened\":%d";
    return of.formatted(version, "fallbacks", fallbacks)
        + ",\"correct\":%d}\n".formatted(correct)
        + of.formatted(version, "refusals", refusals)
        + "}\n";
  }

  private static String values(String version, double factor) {
    String values =
        IntStream.range(0, 200)
            .mapToObj(i -> String.valueOf(factor * (1000 + 2 * i)))
            .collect(Collectors.joining(","));
    return "{\"version\":\"%s\",\"histogram\":\"memory\",\"value\":[%s]}\n"
        .formatted(version, values);
  }

  private Path file(String model) {
    return write(
        model + ".yaml",
        """
        apiVersion: turnout.dev/v1alpha1
        kind: Rollout
        metadata: {name: MODEL-v2}
        spec:
          model: MODEL
          stable: {version: v1}
          candidate: {version: v2}
          strategy: {steps: [{setWeight: 0.5}, {analysis: {for: 1h}}, {setWeight: 1.0}]}
          analysis:
            warmUp: 0s
            warmUpRequests: 0
            metrics:
              - {name: own, METRIC}
              - {name: tried, dryRun: true, count: {event: refusals, limit: 0.05}}
        """
            .replace("MODEL", model)
            .replace("METRIC", METRICS.get(model)));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String reason(String model) {
    return journal(model).stream()
        .map(JournalEntry::getEvent)
        .filter(RolloutEnded.class::isInstance)
        .map(event -> String.valueOf(((RolloutEnded) event).getReason()))
        .findFirst()
        .orElse("none");
  }

  private Cli.Result run(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    args.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    return Cli.run(args.toArray(new String[0]));
  }
}
