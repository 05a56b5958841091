package dev.turnout.agents.router.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.accesslog.MeasuredPlane;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.testing.Programs;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NginxAccessLogTest {
  @ParameterizedTest
  @EnumSource(names = {"LUA_MODULE", "LOSSY_RELOAD"})
  void shouldMeasureAsTheProxyDoes(NginxMode mode) {
    try (MeasuredPlane measured = new MeasuredPlane();
        NginxUnderTest nginx =
            new NginxUnderTest(
                Programs.require("nginx"),
                mode::equals,
                Optional.of(new ListenAddress("127.0.0.1", measured.logPort())))) {
      measured.run(nginx.router, nginx.port("fraud"));

      assertThat(measured.unusable()).isZero();
    }
  }
}
