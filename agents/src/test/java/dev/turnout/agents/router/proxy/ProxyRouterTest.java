package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterContract;
import dev.turnout.agents.router.RouterException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyRouterTest extends RouterContract {
  private final ProxyUnderTest proxy = new ProxyUnderTest();
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    proxy.close();
  }

  @Override
  protected Router router() {
    return proxy.router;
  }

  @Override
  protected Endpoint endpointOf(String name) {
    return endpoints.computeIfAbsent(
        name, unknown -> proxy.serve(request -> request.response().end(name)));
  }

  @Override
  protected Object stamp() {
    return router().inForce(MODEL).map(System::identityHashCode);
  }

  @Override
  protected String answering(String key) {
    HttpResponse<String> response = proxy.send(proxy.request("/").header("x-user-id", key));
    return response.statusCode() == 200 ? response.body() : "";
  }

  @Test
  void shouldSayWhichModelsItServes() {
    assertThatThrownBy(() -> proxy.router.counters("churn"))
        .isInstanceOf(RouterException.class)
        .hasMessage(
            "Expected a listener for model 'churn', but the proxy has listeners for [fraud]");
  }

  @Test
  void shouldSayWhyItCannotListen() {
    ListenAddress taken = new ListenAddress("127.0.0.1", proxy.port());

    assertThatThrownBy(() -> ProxyRouter.start(ProxyConfig.of(Map.of("fraud", taken))))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith("Expected to listen on %s for model 'fraud', but:", taken);
  }

  @Test
  void shouldAnswer503BeforeTheFirstTable() {
    HttpResponse<String> response = proxy.get("/invocations");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(response.body()).contains("Model 'fraud' has no routing table yet");
  }
}
