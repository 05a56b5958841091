package dev.turnout.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.turnout.bench.world.Candidate;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadTest {
  private static final Traffic TRAFFIC = new Traffic(1000, .1);
  private static final double NEVER = Double.POSITIVE_INFINITY;

  @Test
  void shouldTakeTheFastestSettingThatRaisesNoFalseAlarm() {
    // given: one setting is fast with false alarms, the other slow without
    var equal =
        result(
            EqualSuite.NAME,
            TRAFFIC.label(),
            Map.of(
                "errors: argo 0 tuned", 60.0,
                "errors: argo 3 tuned", NEVER,
                "errors: argo 0 doc", NEVER,
                "errors: argo 3 doc", NEVER));
    var small =
        result(
            "errors",
            "small",
            Map.of(
                "turnout", 20.0,
                "argo 0 tuned", 60.0,
                "argo 3 tuned", 240.0,
                "argo 0 doc", 480.0,
                "argo 3 doc", NEVER));
    var missed =
        result(
            "errors",
            "missed",
            Map.of(
                "turnout", 20.0,
                "argo 0 tuned", 60.0,
                "argo 3 tuned", NEVER,
                "argo 0 doc", NEVER,
                "argo 3 doc", NEVER));

    // when
    Target argo = argo(List.of(equal, small, missed));

    // then
    assertThat(argo.measured().value()).isCloseTo(12, within(1e-9));
    assertThat(argo.detail()).contains("1 cells", "misses 1", "we miss 0");
    assertThat(argo.status()).isEqualTo(Target.Status.MET);
  }

  private static Target argo(List<CellResult> cells) {
    return new Lead(Measure.ERRORS, new Results(cells))
        .targets().stream()
            .filter(target -> target.goal().contains("Argo"))
            .findFirst()
            .orElseThrow();
  }

  private static CellResult result(String suite, String id, Map<String, Double> seconds) {
    var scenario = Scenario.of(TRAFFIC, Candidate.SAME, Scenario.HOUR, Measure.ERRORS);
    var cell = new Cell(suite, id, scenario, 1, 10, past -> Map.of(), Double.NaN);
    Map<String, Times> times = new HashMap<>();
    List<String> rivals = new ArrayList<>(Rivals.kayentas(Measure.ERRORS));
    rivals.addAll(Rivals.flaggers());
    rivals.forEach(name -> times.put(column(suite, name), times(NEVER)));
    seconds.forEach((name, value) -> times.put(name, times(value)));
    return new CellResult(cell, times);
  }

  private static String column(String suite, String name) {
    return suite.equals(EqualSuite.NAME) ? EqualSuite.column(Measure.ERRORS, name) : name;
  }

  private static Times times(double seconds) {
    double[] all = new double[10];
    Arrays.fill(all, seconds);
    return new Times(all);
  }
}
