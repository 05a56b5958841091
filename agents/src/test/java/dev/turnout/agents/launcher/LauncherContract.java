package dev.turnout.agents.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.Endpoint;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every launcher promises. It must be able to run the versions {@code v1} and {@code v2}. */
public abstract class LauncherContract {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private Launcher launcher = new InMemoryLauncher();

  /** A new launcher without any server. */
  protected abstract Launcher newLauncher() throws Exception;

  @BeforeEach
  void makeLauncher() throws Exception {
    launcher = newLauncher();
  }

  @AfterEach
  void closeLauncher() {
    launcher.close();
  }

  @Test
  void shouldRunNothingAtFirst() {
    assertThat(launcher.statuses()).isEmpty();
  }

  @Test
  void shouldGetAnOrderedVersionReady() {
    // when
    launcher.start(order("v1"));

    // then
    assertThat(readyEndpoint("v1")).isNotNull();
  }

  @Test
  void shouldChangeNothingWhenAnOrderIsRepeated() {
    // given
    launcher.start(order("v1"));
    Endpoint before = readyEndpoint("v1");

    // when
    launcher.start(order("v1"));

    // then
    assertThat(launcher.statuses()).containsEntry("v1", new LaunchStatus.Ready(before));
  }

  @Test
  void shouldGiveEachVersionItsOwnEndpoint() {
    // when
    launcher.start(order("v1"));
    launcher.start(order("v2"));

    // then
    assertThat(readyEndpoint("v1")).isNotEqualTo(readyEndpoint("v2"));
  }

  @Test
  void shouldForgetAStoppedVersionAndKeepTheOther() {
    // given
    launcher.start(order("v1"));
    launcher.start(order("v2"));
    readyEndpoint("v1");
    readyEndpoint("v2");

    // when
    launcher.stop("v1");

    // then
    await(() -> !launcher.statuses().containsKey("v1"));
    assertThat(launcher.statuses().get("v2")).isInstanceOf(LaunchStatus.Ready.class);
  }

  @Test
  void shouldIgnoreAStopThatIsRepeatedOrUnknown() {
    // given
    launcher.start(order("v1"));

    // when
    launcher.stop("v9");
    launcher.stop("v1");
    launcher.stop("v1");

    // then
    await(() -> launcher.statuses().isEmpty());
  }

  @Test
  void shouldStartAgainWhatWasStopped() {
    // given
    launcher.start(order("v1"));
    readyEndpoint("v1");
    launcher.stop("v1");

    // when
    launcher.start(order("v1"));

    // then
    assertThat(readyEndpoint("v1")).isNotNull();
  }

  @Test
  void shouldAllowToBeClosedTwice() {
    // given
    launcher.start(order("v1"));

    // when
    launcher.close();

    // then
    launcher.close();
  }

  protected static LaunchOrder order(String version) {
    return new LaunchOrder(version, "models:/fraud/" + version, "fraud-v2");
  }

  private Endpoint readyEndpoint(String version) {
    await(() -> launcher.statuses().get(version) instanceof LaunchStatus.Ready);
    return ((LaunchStatus.Ready) launcher.statuses().get(version)).endpoint();
  }

  /** Waits for something that happens in the background. */
  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
