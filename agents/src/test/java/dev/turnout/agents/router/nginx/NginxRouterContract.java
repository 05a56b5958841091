package dev.turnout.agents.router.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.ExternalRouterContract;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.Stickiness;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an NGINX does in every mode. */
abstract class NginxRouterContract extends ExternalRouterContract {
  protected final NginxUnderTest nginx;

  NginxRouterContract(NginxUnderTest nginx) {
    this.nginx = nginx;
  }

  @Override
  protected Router router() {
    return nginx.router;
  }

  @Override
  protected Router reopened() {
    return NginxRouter.open(nginx.settings, nginx.router.mode()::equals);
  }

  @Override
  protected int port(String model) {
    return nginx.port(model);
  }

  @Override
  protected void restartPlane() throws IOException {
    nginx.restart();
  }

  @Override
  protected void stopPlane() {
    nginx.close();
  }

  @Override
  protected Object stamp() {
    return nginx.router.writes();
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
  void shouldRefuseEndpointsThatItCannotReach() {
    router().apply(snapshot(1, 0), endpoints("one", "two"));

    assertThatThrownBy(
            () -> router().apply(snapshot(2, 0), Map.of("v1", Endpoint.parse("h2c://127.0.0.1:1"))))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("Expected endpoints with http://");
    assertThat(router().inForce(MODEL)).contains(snapshot(1, 0));
    assertThat(answering("ada")).isEqualTo("one");
  }
}
