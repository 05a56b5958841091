package dev.turnout.agents.router.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.agents.kubernetes.Interloper;
import dev.turnout.agents.kubernetes.KubeApiServer;
import dev.turnout.agents.kubernetes.KubeClient;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.kubernetes.Manifests;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody else changes the object after the agent has read it and before its patch arrives. */
@ExtendWith(KubeApiServer.class)
class WorstMomentTest {
  private static final Map<String, Endpoint> ENDPOINTS =
      Map.of(
          "v1", Endpoint.parse("http://fraud-v1:8080"),
          "v2", Endpoint.parse("http://fraud-v2:8080"));

  private final KubeCluster cluster;
  private final KubeResource route;
  private final KubeResource service;
  private final Interloper interloper;

  WorstMomentTest(KubeCluster cluster) throws IOException {
    this.cluster = cluster;
    String namespace = cluster.newNamespace();
    this.route = KubeResource.httpRoute(namespace, "fraud");
    this.service = KubeResource.service(namespace, "fraud");
    this.interloper = new Interloper(cluster);
    for (String file : List.of("model.yaml", "route.yaml")) {
      new Manifests(cluster, namespace)
          .apply(Files.readString(Path.of("../examples/kubernetes").resolve(file)));
    }
  }

  @AfterEach
  void closeInterloper() {
    interloper.close();
  }

  @Test
  void shouldFindItsRuleAgainWhenAnotherOneWasPutBeforeIt() {
    // given
    Router router = router(interloper.client());
    router.apply(snapshot(1, 0), ENDPOINTS);
    interloper.beforeNextPatch(
        () ->
            json(
                route,
                "[{\"op\":\"add\",\"path\":\"/spec/rules/0\",\"value\":{\"backendRefs\":[{\"name\":\"docs\",\"port\":80}]}}]"));

    // when
    router.apply(snapshot(2, 0.25), ENDPOINTS);

    // then
    JsonNode rules = cluster.read(route).at("/spec/rules");
    assertThat(rules.at("/0/backendRefs")).hasSize(1);
    assertThat(rules.at("/0/backendRefs/0/name").asText()).isEqualTo("docs");
    assertThat(rules.at("/1/backendRefs/1/weight").asInt()).isEqualTo(250_000);
    assertThat(router.inForce("fraud")).contains(snapshot(2, 0.25));
  }

  @Test
  void shouldNotUndoANewerTableOfAnotherAgent() {
    // given
    Router slow = router(interloper.client());
    Router fast = router(cluster.client());
    slow.apply(snapshot(1, 0), ENDPOINTS);
    interloper.beforeNextPatch(() -> fast.apply(snapshot(3, 0), ENDPOINTS));

    // when
    slow.apply(snapshot(2, 0.5), ENDPOINTS);

    // then
    assertThat(slow.inForce("fraud")).contains(snapshot(3, 0));
    assertThat(cluster.read(route).at("/spec/rules/0/backendRefs/1/weight").asInt()).isZero();
  }

  @Test
  void shouldSwitchAlthoughSomebodyPatchedTheSelectorJustBefore() {
    // given
    Router router = service(interloper.client());
    router.apply(snapshot(1, 0), ENDPOINTS);
    interloper.beforeNextPatch(
        () -> cluster.merge(service.path(), "{\"spec\":{\"selector\":{\"tier\":\"gold\"}}}"));

    // when
    router.apply(snapshot(2, 1), ENDPOINTS);

    // then
    assertThat(cluster.read(service).at("/spec/selector").toString())
        .isEqualTo("{\"app\":\"fraud\",\"tier\":\"gold\",\"turnout.dev/version\":\"v2\"}");
    assertThat(interloper.patches()).isEqualTo(3);
  }

  @Test
  void shouldGiveUpAfterFiveConflictsAndSayWhy() {
    // given
    Router router = service(interloper.client());
    router.apply(snapshot(1, 0), ENDPOINTS);
    disturbForEver(0);

    // when, then
    assertThatThrownBy(() -> router.apply(snapshot(2, 1), ENDPOINTS))
        .isInstanceOf(RouterException.class)
        .hasMessageMatching(
            "Expected the API server to patch services \\S+/fraud with .*, but it refused it \\(422: .*\\)");
    assertThat(interloper.patches()).isEqualTo(1 + 5);
    assertThat(router.inForce("fraud")).contains(snapshot(1, 0));
  }

  @Test
  void shouldChangeNothingWhenTheServerIsAway() {
    Router router = service(interloper.client());
    router.apply(snapshot(1, 0), ENDPOINTS);
    interloper.setSilent(true);

    assertThatThrownBy(() -> router.apply(snapshot(2, 1), ENDPOINTS))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("but no answer came");
    assertThat(service(cluster.client()).inForce("fraud")).contains(snapshot(1, 0));
  }

  @Test
  void shouldBelieveWhatItReadLastForAMinuteWhileTheServerIsAway() {
    // given
    AtomicLong nanoTime = new AtomicLong();
    ServiceSelector selector = new ServiceSelector(service, "turnout.dev/version");
    Router router = new KubernetesRouter("fraud", selector, interloper.client(), nanoTime::get);
    router.apply(snapshot(1, 0), ENDPOINTS);

    // when
    interloper.setSilent(true);

    // then
    nanoTime.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(router.inForce("fraud")).contains(snapshot(1, 0));
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThatThrownBy(() -> router.inForce("fraud"))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("but no answer came");
  }

  @Test
  void shouldBelieveNothingAfterAPatchWithoutAnAnswer() {
    Router router = service(interloper.client());
    router.apply(snapshot(1, 0), ENDPOINTS);
    interloper.beforeNextPatch(() -> interloper.setSilent(true));

    assertThatThrownBy(() -> router.apply(snapshot(2, 1), ENDPOINTS))
        .hasMessageContaining("but no answer came");

    assertThatThrownBy(() -> router.inForce("fraud")).hasMessageContaining("but no answer came");
  }

  private void disturbForEver(int number) {
    interloper.beforeNextPatch(
        () -> {
          String patch = "{\"spec\":{\"selector\":{\"tier\":\"t%d\"}}}".formatted(number);
          cluster.merge(service.path(), patch);
          disturbForEver(number + 1);
        });
  }

  private void json(KubeResource resource, String patch) {
    KubeCluster.Answer done =
        cluster.send("PATCH", resource.path(), "application/json-patch+json", patch);
    assertThat(done.isOk()).as(done.message()).isTrue();
  }

  private Router router(KubeClient client) {
    return KubernetesRouter.ofHttpRoute("fraud", new HttpRouteWeights(route), client);
  }

  private Router service(KubeClient client) {
    return KubernetesRouter.ofService(
        "fraud", new ServiceSelector(service, "turnout.dev/version"), client);
  }

  private static RouteSnapshot snapshot(long epoch, double candidate) {
    return new RouteSnapshot(
        "fraud",
        epoch,
        "salt",
        Stickiness.none(),
        List.of(new VersionRoute("v2", candidate), new VersionRoute("v1", 1 - candidate)),
        List.of());
  }
}
