package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bench.routers.PlaneKind;
import dev.turnout.bench.routers.RouterBench;
import dev.turnout.bench.routers.RouterResult;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few changes of weights in each data plane that is installed here. */
class RoutersBenchIT {
  @ParameterizedTest
  @EnumSource(PlaneKind.class)
  void shouldLoseNoRequestWhileWeightsChange(PlaneKind kind)
      throws IOException, InterruptedException {
    // given
    if (!kind.isInstalled()) {
      System.out.printf("NOT RUN: %s is not installed%n", kind.word());
    }
    Assumptions.assumeTrue(kind.isInstalled());

    // when
    RouterResult result = new RouterBench(100, 800).run(kind);

    // then
    assertThat(result.requests()).isGreaterThan(100);
    assertThat(result.isExact()).as("share off by %s sd", result.sigmas()).isTrue();
    if (kind == PlaneKind.NGINX_RELOAD) {
      // A reload may break what is on a connection that a client kept.
      assertThat(result.lost()).isLessThan(result.requests() / 10);
    } else {
      assertThat(result.lost()).isZero();
    }
  }
}
