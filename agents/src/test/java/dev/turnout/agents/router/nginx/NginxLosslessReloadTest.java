package dev.turnout.agents.router.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.Capability;
import dev.turnout.agents.testing.Programs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An NGINX since 1.27.4. */
class NginxLosslessReloadTest extends NginxReloadContract {
  NginxLosslessReloadTest() {
    super(new NginxUnderTest(Programs.newerNginx(), mode -> !mode.isLua(), Optional.empty()));
  }

  /** A connection that was kept over a reload gets one more answer by the old table. */
  @Override
  protected String answering(String key) {
    super.answering(key);
    return super.answering(key);
  }

  @Test
  void shouldFindOutThatNothingIsLost() {
    assertThat(nginx.router.mode()).isEqualTo(NginxMode.LOSSLESS_RELOAD);
    assertThat(router().capabilities())
        .contains(Capability.STICKY, Capability.WEIGHTS, Capability.LOSSLESS)
        .doesNotContain(Capability.HOT_WEIGHTS, Capability.MIRROR);
  }
}
