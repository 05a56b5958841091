package dev.turnout.agents.router.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.Capability;
import org.junit.jupiter.api.Test;

class NginxReloadRouterTest extends NginxReloadContract {
  NginxReloadRouterTest() {
    super(new NginxUnderTest(NginxMode.LOSSY_RELOAD::equals));
  }

  @Test
  void shouldSayThatRequestsMayBeLost() {
    assertThat(router().capabilities())
        .contains(Capability.STICKY, Capability.WEIGHTS)
        .doesNotContain(Capability.HOT_WEIGHTS, Capability.LOSSLESS, Capability.MIRROR);
  }
}
