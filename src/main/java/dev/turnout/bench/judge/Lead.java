package dev.turnout.bench.judge;

import static dev.turnout.bench.judge.DetectionSuite.TURNOUT;

import dev.turnout.bench.world.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How many times faster than a rival we are, at matched false alarms: in each traffic the rival may
 * take the fastest of its settings that rolls back at most 1 % of equal candidates there, chosen
 * with hindsight. Cells in which one of both misses the regression are left out and counted.
 */
final class Lead {
  private static final double MATCHED = 0.01;
  private static final double KAYENTA_FLOOR = 300;

  private final Measure measure;
  private final Results results;
  private final List<Target> targets = new ArrayList<>();

  Lead(Measure measure, Results results) {
    this.measure = measure;
    this.results = results;
  }

  List<Target> targets() {
    if (results.of(EqualSuite.NAME).isEmpty()) {
      return List.of();
    }
    switch (measure) {
      case ERRORS -> {
        add("Kayenta's best setting", Rivals.kayentas(measure), 10, factor -> true);
        addWithoutFloor();
        add("Argo's best setting", Rivals.argos(), 5, factor -> true);
        add("Flagger's best setting", Rivals.flaggers(), 5, factor -> true);
      }
      case ACCURACY -> {
        add("Kayenta's best setting", Rivals.kayentas(measure), 2, factor -> true);
        addWithoutFloor();
      }
      case LATENCY -> {
        add("Kayenta's best setting", Rivals.kayentas(measure), 10, factor -> true);
        addWithoutFloor();
        add("Argo's best setting", Rivals.argos(), 15, factor -> true);
        add("Flagger's best setting", Rivals.flaggers(), 15, factor -> true);
        add("bands as Netflix draws them", List.of(Rivals.DKW), 4, factor -> true);
      }
    }
    return targets;
  }

  private void addWithoutFloor() {
    add(
        "Kayenta where its floor of five points does not bind",
        Rivals.kayentas(measure),
        1,
        factor -> factor.rivalSeconds() > KAYENTA_FLOOR);
  }

  private void add(String rival, List<String> settings, double limit, Predicate<Factor> condition) {
    List<Factor> factors = new ArrayList<>();
    int unmatched = 0;
    int missed = 0;
    int lost = 0;
    for (CellResult cell : results.of(DetectionSuite.nameOf(measure))) {
      List<String> allowed = settings.stream().filter(name -> isMatched(cell, name)).toList();
      Optional<String> best =
          allowed.stream()
              .filter(cell::detects)
              .min(Comparator.comparingDouble(name -> cell.of(name).median().value()));
      if (allowed.isEmpty()) {
        unmatched++;
      } else if (best.isEmpty()) {
        missed += cell.detects(TURNOUT) ? 1 : 0;
      } else if (!cell.detects(TURNOUT)) {
        lost++;
      } else {
        factors.add(Factor.of(cell, best.get()));
      }
    }
    List<Factor> compared = factors.stream().filter(condition).toList();
    if (compared.isEmpty()) {
      return;
    }
    String detail =
        "%d cells, worst %.2f; it misses %d that we detect, we miss %d; without a matched setting %d"
            .formatted(
                compared.size(),
                compared.stream().mapToDouble(Factor::times).min().orElse(Double.NaN),
                missed,
                lost,
                unmatched);
    targets.add(
        Target.atLeast(
            DetectionSuite.nameOf(measure),
            "%s: times faster than %s".formatted(DetectionSuite.nameOf(measure), rival),
            limit,
            mean(compared),
            detail));
  }

  /** Whether the setting may take part: the equal candidate tells. The bands always may. */
  private boolean isMatched(CellResult cell, String setting) {
    String id = cell.cell().scenario().traffic().label();
    return results
        .find(EqualSuite.NAME, id)
        .map(equal -> equal.of(EqualSuite.column(measure, setting)).share().value() <= MATCHED)
        .orElse(false);
  }

  /** Geometric, with three standard errors. */
  private static Measured mean(List<Factor> factors) {
    double logs = 0;
    double squares = 0;
    for (Factor factor : factors) {
      logs += Math.log(factor.times());
      squares += factor.logSpread() * factor.logSpread();
    }
    double mean = Math.exp(logs / factors.size());
    double spread = Math.exp(Math.sqrt(squares) / factors.size());
    return new Measured(mean, mean / spread, mean * spread);
  }

  /**
   * One cell.
   *
   * @param times how many times faster we are
   * @param logSpread three standard errors of its logarithm
   */
  private record Factor(double times, double logSpread, double rivalSeconds) {
    static Factor of(CellResult cell, String rival) {
      Measured ours = cell.of(TURNOUT).median();
      Measured theirs = cell.of(rival).median();
      return new Factor(
          theirs.value() / ours.value(),
          Math.hypot(logSpread(ours), logSpread(theirs)),
          theirs.value());
    }

    private static double logSpread(Measured measured) {
      double spread = Math.log(measured.high() / measured.low()) / 2;
      return Double.isFinite(spread) ? spread : Math.log(measured.value() / measured.low());
    }
  }
}
