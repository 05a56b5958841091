package dev.turnout.orchestrator.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A stage and what came before it. One judge lives through all steps of a kind of traffic, so a
 * stage begins with the evidence of those before it.
 *
 * <p>A bad candidate is followed through the stages as they are planned. A good one stays in each
 * until its gate opens, or until the stage is given up.
 */
final class Course {
  private static final int HALVINGS = 60;

  private final Setting setting;
  private final Stage stage;
  private final List<Span> planned;
  private final List<Span> walked;
  private final Flows bad;
  private final Flows good;

  /**
   * @param planned the stages before this one as they are planned
   * @param walked the same, as long as a good candidate stays
   */
  Course(Setting setting, Stage stage, List<Span> planned, List<Span> walked) {
    this.setting = setting;
    this.stage = stage;
    this.planned = List.copyOf(planned);
    this.walked = List.copyOf(walked);
    this.bad = flows(planned);
    this.good = flows(walked);
  }

  private Flows flows(List<Span> before) {
    List<Span> spans = new ArrayList<>(before);
    spans.add(stage.span(Double.POSITIVE_INFINITY));
    return Flows.of(setting.traffic(), setting.analysis().warmUp(), spans);
  }

  /** The same stage with another weight. */
  Course withWeight(double weight) {
    return new Course(setting, stage.withWeight(weight), planned, walked);
  }

  Stage stage() {
    return stage;
  }

  /** Seconds in this stage until the candidate's nodes are warm; 0 if they are before it. */
  double warmAfter() {
    return since(planned, bad.requests().startsAt());
  }

  /**
   * Seconds in this stage until a candidate of this degree is found, if nothing ends the stage
   * before; 0 if it is found earlier, infinite if never.
   */
  double foundAfter(Watch watch, double degree) {
    return since(planned, Proof.first(watch.found(degree), bad, setting.analysis().blocks()));
  }

  /** The mildest degree that is found by the end of this stage; empty if none is. */
  OptionalDouble smallest(Watch watch) {
    if (foundAfter(watch, watch.worst()) > stage.seconds()) {
      return OptionalDouble.empty();
    }
    double mild = watch.usual();
    double bad = watch.worst();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = StrictMath.sqrt(mild * bad);
      if (foundAfter(watch, middle) > stage.seconds()) {
        mild = middle;
      } else {
        bad = middle;
      }
    }
    return OptionalDouble.of(bad);
  }

  /** Seconds in this stage until an equal candidate passes this metric's gate. */
  double passedAfter(Watch watch) {
    return since(
        walked,
        Proof.last(watch.passed(stage.beta().orElse(1)), good, setting.analysis().blocks()));
  }

  /** Seconds in this stage until the candidate has had its minimum sample. */
  double sampledAfter() {
    double at =
        good.requests()
            .timeTo(setting.analysis().minimumSample(), (candidate, baseline) -> candidate);
    return since(walked, at);
  }

  /** Seconds in this stage until an equal candidate has shown everything; 0 without a gate. */
  double decidedAfter(List<Watch> watches) {
    return stage.isGated()
        ? watches.stream()
            .filter(watch -> watch.stake().decides())
            .mapToDouble(this::passedAfter)
            .reduce(sampledAfter(), Math::max)
        : 0;
  }

  /** When the stage is given up, in seconds after its start. */
  double longest() {
    return stage.seconds() + setting.deadlineSeconds();
  }

  boolean isInconclusive(List<Watch> watches) {
    return decidedAfter(watches) > longest();
  }

  /** How long an equal candidate stays in this stage, in seconds. */
  double stay(List<Watch> watches) {
    return Math.min(Math.max(decidedAfter(watches), stage.seconds()), longest());
  }

  private static double since(List<Span> before, double at) {
    return Math.max(0, at - before.stream().mapToDouble(Span::seconds).sum());
  }
}
