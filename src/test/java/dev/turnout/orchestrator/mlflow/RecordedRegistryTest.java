package dev.turnout.orchestrator.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.testing.RecordedMlflow;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract with recorded answers, and the troubles that only such a server can be given. */
class RecordedRegistryTest extends RegistryContract {
  private static final RecordedMlflow SERVER = new RecordedMlflow();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @AfterEach
  void mend() {
    SERVER.comeBack();
  }

  @Override
  protected String uri() {
    return SERVER.uri();
  }

  @Test
  void shouldNotUseAVersionThatIsNotReady() {
    SERVER.pending(model, 2);

    assertThatThrownBy(() -> new SourceResolver(client).resolve("models:/" + model + "/2"))
        .hasMessage(
            "Expected models:/%s/2 to be READY in MLflow, but it is PENDING_REGISTRATION (wait for its registration, or register it again)"
                .formatted(model));
  }

  @Test
  void shouldWriteNothingTheSecondTime() {
    // given
    keeper.apply(switched(1));
    SERVER.takeRequests();

    // when
    keeper.apply(switched(1));

    // then
    assertThat(SERVER.takeRequests()).containsExactly("GET registered-models/get");
  }

  @Test
  void shouldSayThatMlflowIsAway() {
    SERVER.goAway();

    assertThatThrownBy(() -> keeper.apply(switched(1)))
        .isInstanceOfSatisfying(
            MlflowException.class,
            e -> assertThat(e.kind()).isEqualTo(MlflowException.Kind.TRANSIENT))
        .hasMessageStartingWith("Expected an answer from MLflow at http://127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldReachTheSameEndWhereverASwitchBreaksOff(int request) {
    // given
    breakAt(request);
    assertThatThrownBy(() -> keeper.apply(switched(1))).isInstanceOf(MlflowException.class);
    SERVER.comeBack();

    // when
    keeper.apply(switched(1));

    // then
    assertAliases("2", "1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldGoBackWhereverTheSwitchBrokeOff(int request) {
    // given
    client.setAlias(version(1), "champion");
    client.setAlias(version(3), "previous");
    breakAt(request);
    assertThatThrownBy(() -> keeper.apply(switched(1))).isInstanceOf(MlflowException.class);
    SERVER.comeBack();

    // when
    keeper.apply(back(2));

    // then
    assertAliases("1", "3");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldReachTheSameEndWhereverTheWayBackBreaksOff(int request) {
    // given
    client.setAlias(version(1), "champion");
    client.setAlias(version(3), "previous");
    keeper.apply(switched(1));
    breakAt(request);
    try {
      keeper.apply(back(2));
    } catch (MlflowException e) {
      // It has fewer requests than the switch.
    }
    SERVER.comeBack();

    // when
    keeper.apply(back(2));

    // then
    assertAliases("1", "3");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldMendWhatAFrozenProcessWroteLater(int request) {
    // given
    client.setAlias(version(1), "champion");
    AtomicInteger count = new AtomicInteger();
    SERVER.intercept(
        asked -> {
          if (count.incrementAndGet() == request) {
            SERVER.comeBack();
            keeper.apply(back(2));
          }
        });
    keeper.apply(switched(1));

    // when
    keeper.apply(back(2));

    // then
    assertThat(registered().alias("champion")).contains("1");
    assertThat(registered().tags()).containsEntry("turnout.rollout", "fraud-v2 RolledBack");
  }

  private static void breakAt(int request) {
    AtomicInteger count = new AtomicInteger();
    SERVER.intercept(
        asked -> {
          if (count.incrementAndGet() >= request) {
            throw new IOException("broken off");
          }
        });
  }
}
