package dev.turnout.agents.kubernetes;

import static dev.turnout.agents.launcher.LauncherContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Role of the examples is enough for everything the agent does, and no verb is too much. */
@ExtendWith(KubeApiServer.class)
class RightsTest {
  private static final Path EXAMPLES = Path.of("../examples/kubernetes");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubeCluster cluster;
  private final String namespace;

  RightsTest(KubeCluster cluster) throws IOException {
    this.cluster = cluster;
    this.namespace = cluster.newNamespace();
    Manifests manifests = new Manifests(cluster, namespace);
    for (String file : new String[] {"rbac.yaml", "model.yaml", "route.yaml"}) {
      manifests.apply(Files.readString(EXAMPLES.resolve(file)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "get, services/fraud",
    "patch, services/fraud",
    "get, httproutes/fraud",
    "patch, httproutes/fraud",
    "list, deployments",
    "patch, deployments/scale"
  })
  void shouldBeEnoughWithTheRoleAndSayWhatIsMissingWithoutOneVerb(String verb, String what)
      throws IOException {
    // given
    KubeClient agent =
        new KubeClient(cluster.access(cluster.token(namespace, "turnout-agent"), namespace));
    await(() -> refusal(agent, verb, what).isEmpty());

    // when
    withdraw(verb, what);

    // then
    await(() -> refusal(agent, verb, what).isPresent());
    assertThat(refusal(agent, verb, what).orElseThrow())
        .hasMessageMatching(
            "(?s)Expected to be allowed to %s .*, but the API server refused it \\(403: .*\\): grant \\{apiGroups: .*, verbs: \\[%s\\]\\} in namespace %s"
                .formatted(verb, verb, namespace));
  }

  @Test
  void shouldNotReachAnythingElse() {
    KubeClient agent =
        new KubeClient(cluster.access(cluster.token(namespace, "turnout-agent"), namespace));

    assertThatThrownBy(() -> agent.get(KubeResource.service(namespace, "fraud-v1")))
        .isInstanceOf(KubeFailure.class)
        .hasMessageContaining("403");
    assertThatThrownBy(() -> agent.list(KubeResource.deployments("default"), "app=x"))
        .isInstanceOf(KubeFailure.class)
        .hasMessageContaining("403");
  }

  /** The server learns of a changed Role a moment later. */
  private Optional<KubeFailure> refusal(KubeClient agent, String verb, String what) {
    try {
      use(agent, verb, what);
      return Optional.empty();
    } catch (KubeFailure e) {
      return Optional.of(e);
    }
  }

  private void use(KubeClient agent, String verb, String what) {
    KubeResource scale = KubeResource.scale(namespace, "fraud-v2");
    switch (verb + " " + what) {
      case "get services/fraud" -> agent.get(KubeResource.service(namespace, "fraud"));
      case "get httproutes/fraud" -> agent.get(KubeResource.httpRoute(namespace, "fraud"));
      case "patch services/fraud" -> agent.merge(KubeResource.service(namespace, "fraud"), json());
      case "patch httproutes/fraud" ->
          agent.merge(KubeResource.httpRoute(namespace, "fraud"), json());
      case "patch deployments/scale" -> {
        ObjectNode patch = JSON.createObjectNode();
        patch.putObject("spec").put("replicas", 2);
        assertThat(agent.merge(scale, patch).at("/spec/replicas").asInt()).isEqualTo(2);
      }
      default ->
          assertThat(
                  agent
                      .list(KubeResource.deployments(namespace), "turnout.dev/model=fraud")
                      .path("items"))
              .hasSize(2);
    }
  }

  private static JsonNode json() {
    ObjectNode patch = JSON.createObjectNode();
    patch.putObject("metadata").putObject("annotations").put("seen", "yes");
    return patch;
  }

  /** Takes one verb out of the rule for one resource. */
  private void withdraw(String verb, String what) throws IOException {
    String resource = what.equals("deployments/scale") ? what : what.split("/", -1)[0];
    StringBuilder left = new StringBuilder();
    for (String line : Files.readAllLines(EXAMPLES.resolve("rbac.yaml"))) {
      boolean affected = line.contains("resources: [" + resource + "]");
      String without =
          line.replace("get, patch]", verb.equals("get") ? "patch]" : "get]")
              .replace("verbs: [" + verb + "]", "verbs: [watch]");
      left.append(affected ? without : line).append('\n');
    }
    new Manifests(cluster, namespace).apply(left.toString().split("---\n", -1)[1]);
  }
}
