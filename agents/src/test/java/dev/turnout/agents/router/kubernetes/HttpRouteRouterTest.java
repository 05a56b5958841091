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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The router over a real API server. No gateway runs behind it, so {@link #answering} does what the
 * standard says of the weights, and no traffic proves that.
 */
@ExtendWith(KubeApiServer.class)
class HttpRouteRouterTest extends RouterContract {
  private KubeCluster cluster;
  private KubeResource route;
  private Router router;
  private Optional<JsonNode> backends = Optional.empty();

  @BeforeEach
  void makeRoute(KubeCluster given) {
    cluster = given;
    String namespace = cluster.newNamespace();
    route = KubeResource.httpRoute(namespace, "fraud");
    cluster.create(
        "/apis/gateway.networking.k8s.io/v1/namespaces/%s/httproutes".formatted(namespace),
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: fraud}
        spec:
          parentRefs: [{name: public}]
          rules:
            - matches: [{path: {type: PathPrefix, value: /metrics}}]
              backendRefs: [{name: prometheus, port: 9090}]
            - matches: [{path: {type: PathPrefix, value: /invocations}}]
              timeouts: {request: 5s}
              backendRefs: [{name: one, port: 8080}]
        """);
    router = KubernetesRouter.ofHttpRoute(MODEL, new HttpRouteWeights(route), cluster.client());
  }

  /** What the gateway does is read again after anybody asked for the router. */
  @Override
  protected Router router() {
    backends = Optional.empty();
    return router;
  }

  @Override
  protected Endpoint endpointOf(String name) {
    return Endpoint.parse("http://%s.%s.svc:8080".formatted(name, route.namespace()));
  }

  @Override
  protected Object stamp() {
    return cluster.read(route).at("/metadata/resourceVersion");
  }

  @Override
  protected String answering(String key) {
    JsonNode backends = backends();
    long sum = 0;
    for (JsonNode backend : backends) {
      sum += backend.path("weight").asLong();
    }
    double point = sum * new SplittableRandom(key.hashCode()).nextDouble();
    for (JsonNode backend : backends) {
      point -= backend.path("weight").asLong();
      if (point < 0) {
        return backend.path("name").asText();
      }
    }
    return "";
  }

  @Test
  void shouldLeaveEverythingButTheBackendsOfItsRules() {
    // given
    JsonNode before = cluster.read(route).at("/spec");

    // when
    router.apply(snapshot(1, 0.25), endpoints("one", "two"));

    // then
    JsonNode after = cluster.read(route).at("/spec");
    assertThat(after.at("/rules/0")).isEqualTo(before.at("/rules/0"));
    assertThat(after.at("/rules/1/matches")).isEqualTo(before.at("/rules/1/matches"));
    assertThat(after.at("/rules/1/timeouts")).isEqualTo(before.at("/rules/1/timeouts"));
    assertThat(weights()).isEqualTo("one 750000 two 250000");
  }

  @Test
  void shouldSeeAndPutRightWhatSomebodyElsePatched() {
    // given
    router.apply(snapshot(4, 0.25), endpoints("one", "two"));
    patch("/spec/rules/1/backendRefs/1/weight", "750000");

    // when
    RouteSnapshot seen = router.inForce(MODEL).orElseThrow();
    router.apply(snapshot(4, 0.25), endpoints("one", "two"));

    // then
    assertThat(seen).isEqualTo(snapshot(4, 0.5));
    assertThat(weights()).isEqualTo("one 750000 two 250000");
    assertThat(router.inForce(MODEL)).contains(snapshot(4, 0.25));
  }

  @Test
  void shouldSeeAndRemoveABackendThatSomebodyElseAdded() {
    // given
    router.apply(snapshot(4, 1), endpoints("one", "two"));
    patch("/spec/rules/1/backendRefs/-", "{\"name\":\"alien\",\"port\":80,\"weight\":1000000}");

    // when
    List<VersionRoute> seen = router.inForce(MODEL).orElseThrow().routes();
    router.apply(snapshot(4, 1), endpoints("one", "two"));

    // then
    assertThat(seen)
        .containsExactly(
            new VersionRoute("v2", 0.5),
            new VersionRoute("v1", 0),
            new VersionRoute("service alien", 0.5));
    assertThat(weights()).isEqualTo("one 0 two 1000000");
  }

  @Test
  void shouldDropTheBackendOfAVersionThatIsNoLongerInTheTable() {
    // given
    router.apply(snapshot(4, 1), endpoints("one", "two"));

    // when
    router.apply(only(5, "v2"), endpoints("one", "two"));

    // then
    assertThat(weights()).isEqualTo("two 1000000");
  }

  @Test
  void shouldSetAllWeightsOrNoneWhileSomebodyElsePatches() throws Exception {
    // given
    router.apply(snapshot(1, 0), endpoints("one", "two"));
    AtomicBoolean stop = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              for (int i = 0; !stop.get(); i++) {
                patch("/spec/rules/0/backendRefs/0/port", Integer.toString(9000 + i % 900));
              }
            });
    other.start();

    // when, then: how often it comes too late is the machine's affair
    String weights = weights();
    try {
      for (int epoch = 2; epoch <= 30; epoch++) {
        if (tryApply(snapshot(epoch, epoch / 100.0))) {
          weights = "one %d two %d".formatted(1_000_000 - epoch * 10_000, epoch * 10_000);
        }
        assertThat(weights()).isEqualTo(weights);
      }
    } finally {
      stop.set(true);
      other.join();
    }
    router.apply(snapshot(40, 0.4), endpoints("one", "two"));
    assertThat(weights()).isEqualTo("one 600000 two 400000");
  }

  @Test
  void shouldRefuseARuleThatAlsoHasAnotherBackend() {
    patch("/spec/rules/1/backendRefs/-", "{\"name\":\"alien\",\"port\":80,\"weight\":1}");

    assertThatThrownBy(() -> router.apply(snapshot(1, 0), endpoints("one", "two")))
        .isInstanceOf(RouterException.class)
        .hasMessage(
            "Expected only the Services [one, two] among the backendRefs of rule 1 of httproutes %s/fraud, but got 'alien': the shares would be wrong",
            route.namespace());
  }

  @Test
  void shouldRefuseARouteWithoutARuleOfTheModel() {
    assertThatThrownBy(() -> router.apply(snapshot(1, 0), endpoints("three", "four")))
        .isInstanceOf(RouterException.class)
        .hasMessage(
            "Expected a rule of httproutes %s/fraud with one of the Services [four, three] among its backendRefs, but there is none",
            route.namespace());
  }

  @Test
  void shouldRefuseAnEndpointThatIsNoServiceOfTheNamespace() {
    for (String endpoint : List.of("http://10.0.0.7:8080", "http://one.elsewhere.svc:80")) {
      assertThatThrownBy(() -> router.apply(snapshot(1, 0), Map.of("v1", Endpoint.parse(endpoint))))
          .isInstanceOf(RouterException.class)
          .hasMessageContaining("Expected the endpoint of a version to be a Service of namespace")
          .hasMessageEndingWith("but got " + endpoint);
    }
  }

  @Test
  void shouldNotGiveOneVersionsShareToTheOther() {
    router.apply(snapshot(1, 0), endpoints("one", "two"));

    assertThatThrownBy(() -> router.apply(snapshot(2, 0.25), Map.of("v1", endpointOf("one"))))
        .hasMessage("Expected the endpoint of version 'v2', which is to get 0.25, but it has none");
    assertThat(weights()).isEqualTo("one 1000000 two 0");
  }

  private boolean tryApply(RouteSnapshot snapshot) {
    try {
      router.apply(snapshot, endpoints("one", "two"));
      return true;
    } catch (RouterException e) {
      return false;
    }
  }

  private static RouteSnapshot only(long epoch, String version) {
    return new RouteSnapshot(
        MODEL, epoch, "salt", Stickiness.none(), List.of(new VersionRoute(version, 1)), List.of());
  }

  /** What {@code kubectl patch --type=json} does. */
  private void patch(String pointer, String value) {
    String patch =
        "[{\"op\":\"%s\",\"path\":\"%s\",\"value\":%s}]"
            .formatted(pointer.endsWith("-") ? "add" : "replace", pointer, value);
    KubeCluster.Answer done =
        cluster.send("PATCH", route.path(), "application/json-patch+json", patch);
    assertThat(done.isOk()).as(done.message()).isTrue();
  }

  private String weights() {
    StringJoiner all = new StringJoiner(" ");
    for (JsonNode backend : cluster.read(route).at("/spec/rules/1/backendRefs")) {
      all.add(backend.path("name").asText()).add(backend.path("weight").asText());
    }
    return all.toString();
  }

  private JsonNode backends() {
    backends = backends.or(() -> Optional.of(cluster.read(route).at("/spec/rules/1/backendRefs")));
    return backends.orElseThrow();
  }
}
