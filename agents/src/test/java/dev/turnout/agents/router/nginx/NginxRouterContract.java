package dev.turnout.agents.router.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.ExternalRouterContract;
import dev.turnout.agents.router.NamedServers;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an NGINX does in every mode. */
abstract class NginxRouterContract extends ExternalRouterContract {
  protected final NginxUnderTest nginx;
  protected final NamedServers servers = new NamedServers();

  NginxRouterContract(NginxUnderTest nginx) {
    this.nginx = nginx;
  }

  @AfterEach
  void close() {
    nginx.close();
    servers.close();
  }

  @Override
  protected Router router() {
    return nginx.router;
  }

  @Override
  protected Router reopened() {
    return NginxRouter.open(nginx.settings, nginx.router.mode());
  }

  @Override
  protected Endpoint endpointOf(String name) {
    return servers.endpoint(name);
  }

  @Override
  protected String answering(String key) {
    return servers.ask(nginx.port(MODEL), key);
  }

  @Override
  protected Object stamp() {
    return nginx.router.writes();
  }

  @Override
  protected void breakPlane() {
    nginx.close();
  }

  @Test
  void shouldSayWhichVersionAnswered() {
    router().apply(snapshot(1, 1), endpoints("one", "two"));

    HttpResponse<String> response = servers.get(nginx.port(MODEL), "x-request-id", "abc-1");

    assertThat(response.headers().firstValue("x-turnout-version")).contains("v2");
    assertThat(response.headers().firstValue("x-request-id")).contains("abc-1");
    assertThat(response.body()).isEqualTo("two");
  }

  @Test
  void shouldFindTheKeyWhereTheTableSays() {
    router().apply(withKey(1, Stickiness.cookie("uid")), endpoints("one", "two"));
    Map<String, String> byCookie = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      byCookie.put("u" + i, ask("cookie", "a=b; uid=u" + i));
    }

    byCookie.forEach((user, answer) -> assertThat(ask("cookie", "uid=" + user)).isEqualTo(answer));
    assertThat(byCookie.values()).contains("one", "two");
  }

  @Test
  void shouldSplitAtRandomWithoutAKey() {
    router().apply(snapshot(1, 0.5), endpoints("one", "two"));
    Map<String, Integer> answers = new TreeMap<>();

    for (int i = 0; i < 60; i++) {
      answers.merge(ask("x-other", "same"), 1, Integer::sum);
    }

    assertThat(answers.keySet()).containsExactly("one", "two");
    assertThat(answers.values()).allMatch(count -> count > 10);
  }

  @Test
  void shouldServeSeveralModels() {
    router().apply(snapshot(7, 0), endpoints("one", "two"));
    RouteSnapshot churn =
        new RouteSnapshot(
            "churn", 3, "s", Stickiness.none(), List.of(new VersionRoute("v9", 1)), List.of());

    router().apply(churn, Map.of("v9", endpointOf("nine")));

    assertThat(router().inForce("churn")).contains(churn);
    assertThat(router().inForce(MODEL)).contains(snapshot(7, 0));
    assertThat(servers.ask(nginx.port("churn"), "ada")).isEqualTo("nine");
    assertThat(answering("ada")).isEqualTo("one");
  }

  @Test
  void shouldServeTheSameAfterARestartOfNginx() throws IOException {
    router().apply(snapshot(7, 1), endpoints("one", "two"));

    nginx.restart();

    assertThat(router().inForce(MODEL)).contains(snapshot(7, 1));
    assertThat(answering("ada")).isEqualTo("two");
  }

  @Test
  void shouldRefuseEndpointsThatItCannotReach() {
    router().apply(snapshot(1, 0), endpoints("one", "two"));

    assertThatThrownBy(
            () -> router().apply(snapshot(2, 0), Map.of("v1", Endpoint.parse("h2c://127.0.0.1:1"))))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("Expected endpoints with http://");
    assertThat(router().inForce(MODEL)).contains(snapshot(1, 0));
    assertThat(answering("ada")).isEqualTo("one");
  }

  protected String ask(String header, String value) {
    return servers.get(nginx.port(MODEL), header, value).body();
  }

  protected static RouteSnapshot withKey(long epoch, Stickiness key) {
    RouteSnapshot usual = snapshot(epoch, 0.3);
    return new RouteSnapshot(MODEL, epoch, "fraud-v2", key, usual.routes(), List.of());
  }
}
