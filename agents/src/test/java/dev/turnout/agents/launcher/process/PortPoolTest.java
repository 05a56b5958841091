package dev.turnout.agents.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortPoolTest {
  @Test
  void shouldPassOverAPortThatAnotherProgramHolds() throws IOException {
    // given
    int held = FreePorts.take(6);
    try (ServerSocket other = new ServerSocket(held)) {

      // when
      int taken = new PortPool(held, held + 5).take().orElseThrow();

      // then
      assertThat(taken).isGreaterThan(held);
    }
  }

  @Test
  void shouldNotGiveAPortToTwoVersionsOfTwoAgentsThoughNobodyListensYet() throws IOException {
    // given
    int first = FreePorts.take(21);
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
    int first = FreePorts.take();
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
    int first = FreePorts.take();
    PortPool pool = new PortPool(first, first);

    // when
    pool.claim(first);

    // then
    assertThat(pool.take()).isEmpty();
  }
}
