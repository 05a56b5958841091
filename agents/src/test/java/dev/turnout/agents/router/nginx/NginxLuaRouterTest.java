package dev.turnout.agents.router.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.Capability;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionPicker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NginxLuaRouterTest extends NginxRouterContract {
  NginxLuaRouterTest() {
    super(new NginxUnderTest(any -> true));
  }

  @Override
  protected void changeWeightsByHand() {
    NginxControl control = nginx.control();
    control.put(MODEL, control.row(MODEL).replace("|250000/", "|900000/"));
  }

  @Override
  protected void emptyByHand() {
    nginx.control().delete(MODEL);
  }

  @Test
  void shouldFindOutThatThereIsLua() {
    assertThat(nginx.router.mode()).isEqualTo(NginxMode.LUA_MODULE);
    assertThat(router().capabilities()).contains(Capability.HOT_WEIGHTS, Capability.LOSSLESS);
  }

  @Test
  void shouldPutTheSameUsersThereAsTheProxy() {
    // given
    RouteSnapshot snapshot = withKey(1, Stickiness.header("X-User-Id"));
    VersionPicker proxy = new VersionPicker(snapshot);

    // when
    router().apply(snapshot, endpoints("v1", "v2"));

    // then
    for (int i = 0; i < 500; i++) {
      String user = URLEncoder.encode("käufer ".repeat(1 + i % 5) + i, StandardCharsets.UTF_8);
      assertThat(ask("x-user-id", user)).isEqualTo(proxy.pick(user));
    }
  }
}
