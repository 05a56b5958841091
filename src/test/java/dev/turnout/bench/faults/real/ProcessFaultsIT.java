package dev.turnout.bench.faults.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bench.faults.FaultOrder;
import dev.turnout.bench.faults.FaultResult;
import dev.turnout.bench.faults.FaultTable;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * A sample, the same in every build, of the faults of {@code turnout bench faults --form real}.
 * {@code -Dturnout.faults.seed=N} takes another, {@code -Dturnout.faults.count=N} makes it longer.
 */
class ProcessFaultsIT {
  private static final int FAULTS = 5;

  @Test
  void shouldLoseAndDoubleNothingWhateverProcessIsKilled() throws Exception {
    // given
    long seed = Long.getLong("turnout.faults.seed", 1);
    int count = Integer.getInteger("turnout.faults.count", FAULTS);
    System.out.printf("[faults] %d faults, -Dturnout.faults.seed=%d%n", count, seed);

    // when
    List<FaultResult> results =
        new ProcessSuite()
            .run(
                new FaultOrder(seed, OptionalInt.of(count)),
                fault -> System.out.println("[faults] " + fault));

    // then
    System.out.println(FaultTable.of(results));
    assertThat(results).isNotEmpty().allMatch(FaultResult::isGood);
    assertThat(results.stream().mapToLong(FaultResult::requestsLost).sum()).isZero();
  }
}
