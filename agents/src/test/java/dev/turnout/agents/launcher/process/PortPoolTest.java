package dev.turnout.agents.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortPoolTest {
  @Test
  void shouldPassOverAPortThatAnotherProgramHolds() throws IOException {
    // given
    try (ServerSocket other = new ServerSocket(0)) {
      int held = Math.min(other.getLocalPort(), 65_530);

      // when
      int taken = new PortPool(held, held + 5).take().orElseThrow();

      // then
      assertThat(taken).isGreaterThan(held);
    }
  }

  @Test
  void shouldNotGiveAPortToTwoVersionsOfTwoAgentsThoughNobodyListensYet() throws IOException {
    // given
    int first = freePort();
    PortPool one = new PortPool(first, first + 20);
    PortPool other = new PortPool(first, first + 20);

    // when
    int taken = one.take().orElseThrow();

    // then
    assertThat(other.take().orElseThrow()).isGreaterThan(taken);
  }

  @Test
  void shouldGiveAPortAgainThatCameBack() throws IOException {
    // given
    int first = freePort();
    PortPool one = new PortPool(first, first);
    PortPool other = new PortPool(first, first);
    one.take();
    Optional<Integer> meanwhile = other.take();

    // when
    one.giveBack(first);

    // then
    assertThat(meanwhile).isEmpty();
    assertThat(other.take()).contains(first);
  }

  @Test
  void shouldNotGiveAwayThePortOfAProcessThatWasFound() throws IOException {
    // given
    int first = freePort();
    PortPool pool = new PortPool(first, first);

    // when
    pool.claim(first);

    // then
    assertThat(pool.take()).isEmpty();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Math.min(socket.getLocalPort(), 65_500);
    }
  }
}
