package dev.turnout.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bench.world.Measure;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private static final List<Cell> CELLS =
      new DetectionSuite(Measure.ERRORS)
          .cells(new Effort(3, true)).stream().filter(cell -> cell.id().endsWith(", 5 %")).toList();

  @Test
  void shouldGiveTheSameFiguresWithAnyNumberOfThreads() throws InterruptedException {
    // given
    AtomicInteger done = new AtomicInteger();

    // when
    List<CellResult> one = new Runner(1, 5, suite -> done.incrementAndGet()).simulate(CELLS);
    List<CellResult> three = new Runner(3, 5, suite -> {}).simulate(CELLS);

    // then
    assertThat(done).hasValue(3 * CELLS.size());
    assertThat(figures(one)).isEqualTo(figures(three));
  }

  @Test
  void shouldDecideOtherwiseWithAnotherSeed() throws InterruptedException {
    // when
    List<CellResult> one = new Runner(1, 5, suite -> {}).simulate(CELLS);
    List<CellResult> other = new Runner(1, 50, suite -> {}).simulate(CELLS);

    // then
    assertThat(figures(one)).isNotEqualTo(figures(other));
  }

  private static List<String> figures(List<CellResult> results) {
    return results.stream().map(result -> result.times().toString()).toList();
  }
}
