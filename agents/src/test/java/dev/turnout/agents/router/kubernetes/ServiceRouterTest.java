package dev.turnout.agents.router.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.agents.kubernetes.KubeApiServer;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterContract;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The router over a real API server. There are no pods: who answers is read off the selector. */
@ExtendWith(KubeApiServer.class)
class ServiceRouterTest extends RouterContract {
  private static final String LABEL = "turnout.dev/version";

  private KubeCluster cluster;
  private KubeResource service;
  private Router router;

  @BeforeEach
  void makeService(KubeCluster given) {
    cluster = given;
    String namespace = cluster.newNamespace();
    service = KubeResource.service(namespace, "fraud");
    cluster.create(
        "/api/v1/namespaces/%s/services".formatted(namespace),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: fraud}
        spec:
          selector: {app: fraud, turnout.dev/version: v0}
          ports: [{port: 80}]
        """);
    router =
        KubernetesRouter.ofService(MODEL, new ServiceSelector(service, LABEL), cluster.client());
  }

  @Override
  protected Router router() {
    return router;
  }

  @Override
  protected Endpoint endpointOf(String name) {
    return Endpoint.parse("http://%s.%s.svc:8080".formatted(name, service.namespace()));
  }

  @Override
  protected double weightLike(double weight) {
    return Math.rint(weight);
  }

  /** The selector names a version, and what the Service was told names the version's endpoint. */
  @Override
  protected String answering(String key) {
    JsonNode now = cluster.read(service);
    return RouteRecord.read(now, MODEL)
        .map(told -> told.endpoints().get(now.at("/spec/selector").path(LABEL).asText()))
        .map(endpoint -> endpoint.host().split("\\.", -1)[0])
        .orElse("");
  }

  @Override
  protected Object stamp() {
    return cluster.read(service).at("/metadata/resourceVersion");
  }

  @Test
  void shouldLeaveTheOtherLabelsOfTheSelector() {
    router.apply(snapshot(1, 1), endpoints("one", "two"));

    assertThat(selector().toString())
        .isEqualTo("{\"app\":\"fraud\",\"turnout.dev/version\":\"v2\"}");
  }

  @Test
  void shouldRefuseAWeightBetweenAllAndNothing() {
    router.apply(snapshot(1, 0), endpoints("one", "two"));

    assertThatThrownBy(() -> router.apply(snapshot(2, 0.25), endpoints("one", "two")))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith(
            "Expected weights of 0 or 1 for the selector of a Service, but version 'v2' is to get 0.25");
    assertThat(router.inForce(MODEL)).contains(snapshot(1, 0));
  }

  @Test
  void shouldSeeAndPutRightWhatSomebodyElsePatched() {
    // given
    router.apply(snapshot(4, 1), endpoints("one", "two"));
    cluster.merge(service.path(), "{\"spec\":{\"selector\":{\"turnout.dev/version\":\"v1\"}}}");

    // when
    RouteSnapshot seen = router.inForce(MODEL).orElseThrow();
    router.apply(snapshot(4, 1), endpoints("one", "two"));

    // then
    assertThat(seen).isEqualTo(snapshot(4, 0));
    assertThat(selector().path(LABEL).asText()).isEqualTo("v2");
    assertThat(router.inForce(MODEL)).contains(snapshot(4, 1));
  }

  @Test
  void shouldNameAStrangerThatSomebodySelected() {
    router.apply(snapshot(4, 1), endpoints("one", "two"));

    cluster.merge(service.path(), "{\"spec\":{\"selector\":{\"turnout.dev/version\":\"v9\"}}}");

    assertThat(router.inForce(MODEL).orElseThrow().routes())
        .containsExactly(
            new VersionRoute("v2", 0), new VersionRoute("v1", 0), new VersionRoute("v9", 1));
  }

  @Test
  void shouldRefuseAVersionThatCannotBeALabel() {
    RouteSnapshot snapshot =
        new RouteSnapshot(
            MODEL,
            1,
            "salt",
            Stickiness.none(),
            List.of(new VersionRoute("v2+build", 1)),
            List.of());

    assertThatThrownBy(() -> router.apply(snapshot, Map.of("v2+build", endpointOf("two"))))
        .isInstanceOf(RouterException.class)
        .hasMessage(
            "Expected a version that can be the value of a label (at most 63 letters, digits, '-', '_' and '.'), but got 'v2+build'");
  }

  @Test
  void shouldSayWhatIsMissing() {
    Router lost =
        KubernetesRouter.ofService(
            MODEL,
            new ServiceSelector(KubeResource.service(service.namespace(), "lost"), LABEL),
            cluster.client());

    assertThatThrownBy(() -> lost.inForce(MODEL))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith(
            "Expected services %s/lost to exist, but there is none", service.namespace());
  }

  @Test
  void shouldRefuseAnObjectThatRoutesAnotherModel() {
    router.apply(snapshot(1, 1), endpoints("one", "two"));
    Router other =
        KubernetesRouter.ofService("churn", new ServiceSelector(service, LABEL), cluster.client());

    assertThatThrownBy(() -> other.inForce("churn"))
        .hasMessage(
            "Expected Service 'fraud' to route model 'churn', but it routes 'fraud': give each model its own");
  }

  private JsonNode selector() {
    return cluster.read(service).at("/spec/selector");
  }
}
