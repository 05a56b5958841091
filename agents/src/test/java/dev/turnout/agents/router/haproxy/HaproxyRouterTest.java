package dev.turnout.agents.router.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.router.ExternalRouterContract;
import dev.turnout.agents.router.Router;
import dev.turnout.agents.router.RouterException;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionPicker;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaproxyRouterTest extends ExternalRouterContract {
  private final HaproxyUnderTest haproxy = new HaproxyUnderTest(Optional.empty());

  @Override
  protected Router router() {
    return haproxy.router;
  }

  @Override
  protected Router reopened() {
    return HaproxyRouter.open(haproxy.settings);
  }

  @Override
  protected int port(String model) {
    return haproxy.port(model);
  }

  @Override
  protected void restartPlane() throws IOException {
    haproxy.restart();
  }

  @Override
  protected void stopPlane() {
    haproxy.close();
  }

  @Override
  protected Object stamp() {
    return haproxy.router.writes();
  }

  @Override
  protected void changeWeightsByHand() {
    String row = row(MODEL).replace("|250000/", "|900000/");
    haproxy.command("set map %s %s %s".formatted(haproxy.settings.mapFile(), MODEL, row));
  }

  @Override
  protected void emptyByHand() {
    haproxy.command("clear map " + haproxy.settings.mapFile());
  }

  @Test
  void shouldPutTheSameUsersThereAsTheProxy() {
    // given
    RouteSnapshot snapshot = snapshot(1, 0.3);
    VersionPicker proxy = new VersionPicker(snapshot);

    // when
    router().apply(snapshot, endpoints("v1", "v2"));

    // then
    for (int i = 0; i < 500; i++) {
      String user = "käufer " + i;
      assertThat(ask("x-user-id", escaped(user))).isEqualTo(proxy.pick(escaped(user)));
    }
  }

  @Test
  void shouldFindTheKeyWhereTheTableSays() {
    // given
    Stickiness cookie = Stickiness.cookie("uid");
    RouteSnapshot snapshot = withKey(1, cookie);

    // when
    router().apply(snapshot, endpoints("v1", "v2"));

    // then
    VersionPicker proxy = new VersionPicker(snapshot);
    for (int i = 0; i < 50; i++) {
      assertThat(ask("cookie", "a=b; uid=u" + i)).isEqualTo(proxy.pick("u" + i));
    }
  }

  @Test
  void shouldRefuseAKeyThatHaproxyDoesNotKnow() {
    router().apply(snapshot(1, 0), endpoints("one", "two"));

    assertThatThrownBy(
            () -> router().apply(withKey(2, Stickiness.header("x-tenant")), endpoints("a", "b")))
        .isInstanceOf(RouterException.class)
        .hasMessage(
            "Expected a key that HAProxy knows [header:X-User-Id, cookie:uid, query:u], but got header:x-tenant"
                + " (add it to 'keys' of the model's router, and reload HAProxy)");
    assertThat(router().inForce(MODEL)).contains(snapshot(1, 0));
    assertThat(answering("ada")).isEqualTo("one");
  }

  @Test
  void shouldNotTakeATableForBeingInForceWhoseServersAreGone() {
    // given
    router().apply(snapshot(7, 1), endpoints("one", "two"));
    String server = MODEL + "/http:" + endpointOf("two").authority();

    // when
    haproxy.command("set server %s state maint".formatted(server));

    // then
    assertThat(router().inForce(MODEL)).isEmpty();
    router().apply(snapshot(7, 1), endpoints("one", "two"));
    assertThat(answering("ada")).isEqualTo("two");
  }

  @Test
  void shouldForgetServersThatTwoTablesDidNotUse() {
    router().apply(snapshot(1, 0), endpoints("one", "two"));
    router().apply(snapshot(2, 0), endpoints("one", "three"));
    assertThat(haproxy.command("show servers state fraud")).contains(endpointOf("two").port() + "");

    router().apply(snapshot(3, 0), endpoints("one", "three"));

    assertThat(haproxy.command("show servers state fraud"))
        .doesNotContain(" " + endpointOf("two").port() + " ")
        .contains(" " + endpointOf("three").port() + " ");
  }

  @Test
  void shouldKeepTheMapFileUpToDate() throws IOException {
    router().apply(snapshot(7, 0.25), endpoints("one", "two"));

    assertThat(Files.readString(haproxy.settings.mapFile()))
        .isEqualTo("fraud " + row(MODEL) + "\n");
  }

  private String row(String model) {
    return new HaproxyApi(haproxy.settings).rows().get(model);
  }

  private static String escaped(String user) {
    return java.net.URLEncoder.encode(user, java.nio.charset.StandardCharsets.UTF_8);
  }
}
