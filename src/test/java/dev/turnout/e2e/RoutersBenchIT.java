package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.testing.Programs;
import dev.turnout.bench.routers.Installed;
import dev.turnout.bench.routers.PlaneKind;
import dev.turnout.bench.routers.RouterBench;
import dev.turnout.bench.routers.RouterResult;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few changes of weights in each data plane that is installed here. */
class RoutersBenchIT {
  private static final int CHANGES = 100;

  /** Each takes a good part of a second. */
  private static final int RELOADS = 10;

  @ParameterizedTest
  @EnumSource(PlaneKind.class)
  void shouldLoseNoMoreThanItSaysWhileWeightsChange(PlaneKind kind)
      throws IOException, InterruptedException {
    // given
    Installed installed = Installed.here();
    if (!installed.has(kind)) {
      System.out.printf("NOT RUN: %s is not installed%n", kind.word());
    }
    Assumptions.assumeTrue(installed.has(kind));
    int changes = kind == PlaneKind.NGINX_RELOAD ? RELOADS : CHANGES;

    // when
    RouterResult result = new RouterBench(installed, changes, 800).run(kind);

    // then
    assertKept(result);
  }

  @Test
  void shouldLoseNothingByReloadsOfANewerNginx() throws IOException, InterruptedException {
    // given
    Installed installed = Installed.here().withNginx(Programs.newerNginx());

    // when
    RouterResult result = new RouterBench(installed, RELOADS, 800).run(PlaneKind.NGINX_RELOAD);

    // then
    assertThat(result.lossless()).isTrue();
    assertKept(result);
  }

  private static void assertKept(RouterResult result) {
    assertThat(result.requests()).isGreaterThan(100);
    assertThat(result.isExact()).as("share off by %s sd", result.sigmas()).isTrue();
    assertThat(result.isTrue()).as("lost %s", result.lost()).isTrue();
    // A reload of an older NGINX may break what is on a connection that a client kept.
    assertThat(result.lost()).isLessThan(result.requests() / 10);
  }
}
