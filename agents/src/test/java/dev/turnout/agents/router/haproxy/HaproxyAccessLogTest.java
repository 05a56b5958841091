package dev.turnout.agents.router.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.accesslog.MeasuredPlane;
import dev.turnout.agents.router.proxy.ListenAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaproxyAccessLogTest {
  @Test
  void shouldMeasureAsTheProxyDoes() {
    try (MeasuredPlane measured = new MeasuredPlane();
        HaproxyUnderTest haproxy =
            new HaproxyUnderTest(Optional.of(new ListenAddress("127.0.0.1", measured.logPort())))) {
      measured.run(haproxy.router, haproxy.port("fraud"));

      assertThat(measured.unusable()).isZero();
    }
  }
}
