package dev.turnout.agents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.yaml.InvalidDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterConfigTest {
  @Test
  void shouldTakeTheRouterThatIsNamed() {
    String model =
        """
          - name: fraud
            %s
            launcher: {static: {v1: "http://127.0.0.1:1"}}
        """;

    assertThat(mistakesOf(model.formatted("router: {proxy: {}}")))
        .contains("Expected key 'listen', but it is missing (write listen: 127.0.0.1:8000)");
    assertThat(mistakesOf(model.formatted("router: {envoy: {}}")))
        .contains("models[0].router: Expected exactly one of the keys [proxy");
  }

  @Test
  void shouldReadAHaproxy() {
    // when
    AgentConfig config =
        AgentConfig.parse(
            """
            node: n
            kafka: {bootstrap.servers: "x:1", schema.registry.url: "http://y"}
            models:
              - name: fraud
                listen: 127.0.0.1:8000
                router: {haproxy: {}}
                launcher: {static: {v1: "http://127.0.0.1:1"}}
              - name: churn
                listen: 127.0.0.1:8001
                router:
                  haproxy: {directory: /run/turnout, keys: [{header: x-t}, {cookie: c}], log: 127.0.0.1:9}
                launcher: {static: {v1: "http://127.0.0.1:1"}}
              - name: price
                listen: 127.0.0.1:8002
                router: {nginx: {directory: /run/nginx, program: openresty, log: 127.0.0.1:10}}
                launcher: {static: {v1: "http://127.0.0.1:1"}}
              - name: rank
                listen: 127.0.0.1:8003
                router: {nginx: {}}
                launcher: {static: {v1: "http://127.0.0.1:1"}}
            """,
            "agent.yaml");

    // then
    assertThat(config.models())
        .extracting(ModelConfig::router)
        .containsExactly(
            new RouterConfig.Haproxy(
                Optional.empty(),
                List.of(Stickiness.header("x-user-id")),
                new ListenAddress("127.0.0.1", 9465)),
            new RouterConfig.Haproxy(
                Optional.of(Path.of("/run/turnout")),
                List.of(Stickiness.header("x-t"), Stickiness.cookie("c")),
                new ListenAddress("127.0.0.1", 9)),
            new RouterConfig.Nginx(
                Optional.of(Path.of("/run/nginx")),
                "openresty",
                new ListenAddress("127.0.0.1", 10)),
            new RouterConfig.Nginx(
                Optional.empty(), "nginx", new ListenAddress("127.0.0.1", 9465)));
  }

  @Test
  void shouldRefuseTwoRoutersInOneHaproxy() {
    String model =
        """
          - name: %s
            listen: 127.0.0.1:%d
            router: {haproxy: {keys: [{header: %s}]}}
            launcher: {static: {v1: "http://127.0.0.1:1"}}
        """;

    assertThat(mistakesOf(model.formatted("a", 1, "x-a") + model.formatted("b", 2, "x-b")))
        .contains("Expected the models of one directory to have the same router, but 'b' differs");
  }

  private static String mistakesOf(String models) {
    return String.join("\n", mistakes(document(models)));
  }

  private static String document(String models) {
    return "node: n\nkafka: {bootstrap.servers: \"x:1\", schema.registry.url: \"http://y\"}\nmodels:\n"
        + models;
  }

  private static List<String> mistakes(String text) {
    InvalidDocument invalid =
        catchThrowableOfType(InvalidDocument.class, () -> AgentConfig.parse(text, "agent.yaml"));
    assertThat(invalid).isNotNull();
    return invalid.problems().stream().map(Object::toString).toList();
  }
}
