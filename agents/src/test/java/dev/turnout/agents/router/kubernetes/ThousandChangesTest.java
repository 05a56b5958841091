package dev.turnout.agents.router.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.kubernetes.KubeApiServer;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.kubernetes.Manifests;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand changes in a row, each read back, and how long they take. */
@ExtendWith(KubeApiServer.class)
class ThousandChangesTest {
  private static final int CHANGES = 1000;

  private KubeCluster cluster;
  private String namespace;

  @BeforeEach
  void makeObjects(KubeCluster given) throws IOException {
    cluster = given;
    namespace = cluster.newNamespace();
    for (String file : List.of("model.yaml", "route.yaml")) {
      new Manifests(cluster, namespace)
          .apply(Files.readString(Path.of("../examples/kubernetes").resolve(file)));
    }
  }

  @Test
  void shouldSetTheWeightsOfAnHttpRoute() {
    KubeResource route = KubeResource.httpRoute(namespace, "fraud");
    Router router =
        KubernetesRouter.ofHttpRoute("fraud", new HttpRouteWeights(route), cluster.client());

    change("weights of an HTTPRoute", router, epoch -> epoch % 101 / 100.0);

    assertThat(cluster.read(route).at("/spec/rules/0/backendRefs/1/weight").asInt())
        .isEqualTo(CHANGES % 101 * 10_000);
  }

  @Test
  void shouldSwitchTheSelectorOfAService() {
    KubeResource service = KubeResource.service(namespace, "fraud");
    ServiceSelector selector = new ServiceSelector(service, "turnout.dev/version");
    Router router = KubernetesRouter.ofService("fraud", selector, cluster.client());

    change("selector of a Service", router, epoch -> epoch % 2);

    assertThat(cluster.read(service).at("/spec/selector").path("turnout.dev/version").asText())
        .isEqualTo("v1");
  }

  private void change(String what, Router router, LongToDoubleFunction candidate) {
    Map<String, Endpoint> endpoints =
        Map.of(
            "v1", Endpoint.parse("http://fraud-v1:8080"),
            "v2", Endpoint.parse("http://fraud-v2:8080"));
    long[] nanos = new long[CHANGES];
    for (int epoch = 1; epoch <= CHANGES; epoch++) {
      RouteSnapshot snapshot = snapshot(epoch, candidate.applyAsDouble(epoch));
      long begin = System.nanoTime();
      router.apply(snapshot, endpoints);
      nanos[epoch - 1] = System.nanoTime() - begin;
      assertThat(router.inForce("fraud")).contains(snapshot);
    }
    Arrays.sort(nanos);
    System.out.printf(
        "[kubernetes] %s: %d changes read back, apply p50 %.1f ms, p99 %.1f ms%n",
        what, CHANGES, nanos[CHANGES / 2] / 1e6, nanos[CHANGES * 99 / 100] / 1e6);
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
