package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.api.ApiConfig;
import dev.turnout.api.ApiServer;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.NodeView;
import dev.turnout.events.PauseStep;
import dev.turnout.events.RolloutState;
import dev.turnout.events.SetWeightStep;
import dev.turnout.events.VersionRef;
import dev.turnout.testing.ApiClient;
import dev.turnout.yaml.YamlDocument;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A thousand models. What it takes is printed, and nothing is expected of the machine. */
class ApiScaleIT extends OnTheBus {
  private static final int MODELS = 1_000;
  private static final int REQUESTS = 400;
  private static final int PER_SECOND = 200;

  @Test
  void shouldListAThousandModelsPageByPageAndFollowTheirChanges()
      throws InterruptedException, ExecutionException {
    // given
    for (int i = 0; i < MODELS; i++) {
      String model = "model-%04d".formatted(i);
      client.send(bus.topics().rollouts(), model, state(model, 0.1));
    }

    ApiConfig config =
        YamlDocument.parse("{listen: 127.0.0.1:0, requestsPerSecond: 10000}", "api.yaml")
            .read(ApiConfig::read);
    try (ApiServer server = ApiReadIT.serve(bus, config)) {
      ApiClient api = ApiClient.at(server.port());

      // when
      TreeSet<String> names = new TreeSet<>();
      JsonNode page = api.get("/api/v1/models?limit=300").json();
      names.addAll(page.findValuesAsText("model"));
      while (page.has("next")) {
        page = api.get("/api/v1/models?limit=300&after=" + page.get("next").asText()).json();
        names.addAll(page.findValuesAsText("model"));
      }

      // then
      assertThat(names).hasSize(MODELS);
      assertThat(api.get("/api/v1/models?q=0999").json().get("items")).hasSize(1);
      try (ApiClient.Events events = api.listen("/api/v1/events")) {
        client.send(bus.topics().rollouts(), "model-0500", state("model-0500", 0.5));
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> ApiReadIT.has(events, "event: state", "model-0500", "\"weight\":0.5"));
      }
      System.out.println(measured(api));
    }
  }

  private static String measured(ApiClient api) throws InterruptedException, ExecutionException {
    ScheduledExecutorService clients = Executors.newScheduledThreadPool(16);
    List<Future<Long>> times = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      long dueNanos = i * 1_000_000_000L / PER_SECOND;
      long start = System.nanoTime();
      String path =
          i % 4 == 0
              ? "/api/v1/models"
              : "/api/v1/models/model-%04d".formatted(ThreadLocalRandom.current().nextInt(MODELS));
      times.add(
          clients.schedule(
              () -> {
                assertThat(api.get(path).status()).isEqualTo(200);
                // From when it was due, so that waiting for a client counts too.
                return System.nanoTime() - start - dueNanos;
              },
              dueNanos,
              TimeUnit.NANOSECONDS));
    }
    long[] sorted = new long[times.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = times.get(i).get();
    }
    clients.shutdown();
    Arrays.sort(sorted);
    return "%d models, %d requests/s: p50 %.1f ms, p99 %.1f ms, most %.1f ms"
        .formatted(
            MODELS,
            PER_SECOND,
            sorted[sorted.length / 2] / 1e6,
            sorted[sorted.length * 99 / 100] / 1e6,
            sorted[sorted.length - 1] / 1e6);
  }

  private static RolloutState state(String model, double weight) {
    List<NodeView> nodes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      nodes.add(new NodeView("node-" + i, false, 3L, List.of(), null, Map.of()));
    }
    return RolloutState.newBuilder()
        .setModel(model)
        .setAtMs(1L)
        .setJournalSequence(1L)
        .setEpoch(3L)
        .setStable(new VersionRef("v1", null))
        .setCandidate(new VersionRef("v2", null))
        .setRollout(model + "-v2")
        .setRolloutId(model + "-v2")
        .setPhase("Waiting")
        .setStep(1)
        .setSteps(List.of(new SetWeightStep(weight), new PauseStep(null)))
        .setWeight(weight)
        .setNodes(nodes)
        .setConsumed(new ConsumedOffsets(1L, 1L, 1L))
        .setSnapshotVersion(1)
        .setSnapshot(ByteBuffer.wrap(new byte[4_000]))
        .build();
  }
}
