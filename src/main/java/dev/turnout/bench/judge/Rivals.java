package dev.turnout.bench.judge;

import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.rival.DkwBand;
import dev.turnout.bench.rival.FailedChecks;
import dev.turnout.bench.rival.FailureLimit;
import dev.turnout.bench.rival.Intervals;
import dev.turnout.bench.rival.Kayenta;
import dev.turnout.bench.rival.PointRule;
import dev.turnout.bench.rival.Poller;
import dev.turnout.bench.rival.Signal;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Past;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rivals in their settings, by name. */
final class Rivals {
  static final String KAYENTA = "kayenta 5 min";
  static final String DKW = "dkw bands";

  private static final double MINUTE = 60;
  private static final int FLAGGER_THRESHOLD = 5;
  private static final double[] CUTS = {.25, .5, .75, .9, .95, .99, .999};

  private Rivals() {}

  /** All settings in which Kayenta was tried. */
  static List<String> kayentas(Measure measure) {
    return measure == Measure.LATENCY
        ? List.of(KAYENTA, "kayenta 1 min", "kayenta 5 min p50", "kayenta 1 min p50")
        : List.of(KAYENTA, "kayenta 1 min");
  }

  static List<String> argos() {
    return List.of("argo 0 tuned", "argo 3 tuned", "argo 0 doc", "argo 3 doc");
  }

  static List<String> flaggers() {
    return List.of("flagger 5 tuned", "flagger 5 doc");
  }

  /** Fresh rivals that poll once a minute, and the bands. */
  static Map<String, Contestant> of(Measure measure, Past past) {
    Map<String, Contestant> rivals = new LinkedHashMap<>();
    Signal signal = signal(measure);
    Intervals minutes = new Intervals(MINUTE);
    if (measure == Measure.LATENCY) {
      rivals.put(DKW, new DkwBand(cuts(past)));
    }
    rivals.put(KAYENTA, poll(minutes, signal, new Kayenta(5 * MINUTE)));
    rivals.put("kayenta 1 min", poll(minutes, signal, new Kayenta(MINUTE)));
    if (measure == Measure.LATENCY) {
      rivals.put("kayenta 5 min p50", poll(minutes, Signal.P50_MILLIS, new Kayenta(5 * MINUTE)));
      rivals.put("kayenta 1 min p50", poll(minutes, Signal.P50_MILLIS, new Kayenta(MINUTE)));
    }
    double tuned = tuned(measure);
    double doc = doc(measure);
    rivals.put("argo 0 tuned", poll(minutes, signal, new FailureLimit(tuned, 0)));
    rivals.put("argo 3 tuned", poll(minutes, signal, new FailureLimit(tuned, 3)));
    rivals.put(
        "flagger 5 tuned", poll(minutes, signal, new FailedChecks(tuned, FLAGGER_THRESHOLD)));
    rivals.put("argo 0 doc", poll(minutes, signal, new FailureLimit(doc, 0)));
    rivals.put("argo 3 doc", poll(minutes, signal, new FailureLimit(doc, 3)));
    rivals.put("flagger 5 doc", poll(minutes, signal, new FailedChecks(doc, FLAGGER_THRESHOLD)));
    return rivals;
  }

  /** Kayenta with points every minute, judged every five. */
  static Contestant kayenta(Measure measure) {
    return poll(new Intervals(MINUTE), signal(measure), new Kayenta(5 * MINUTE));
  }

  /** Kayenta with points every ten seconds, judged every minute. */
  static Contestant kayentaOfTenSeconds(Measure measure) {
    return new Poller(new Intervals(10), signal(measure), new Kayenta(MINUTE));
  }

  private static Contestant poll(Intervals minutes, Signal signal, PointRule rule) {
    return new Poller(minutes, signal, rule);
  }

  private static Signal signal(Measure measure) {
    return switch (measure) {
      case ERRORS -> Signal.ERROR_RATE;
      case ACCURACY -> Signal.WRONG_RATE;
      case LATENCY -> Signal.P99_MILLIS;
    };
  }

  /** Limits that an operator would set who knows the metric well. */
  private static double tuned(Measure measure) {
    return switch (measure) {
      case ERRORS -> 0.005;
      case ACCURACY -> 0.065;
      case LATENCY -> 409;
    };
  }

  /** The limits of the rivals' documents. */
  private static double doc(Measure measure) {
    return switch (measure) {
      case ERRORS -> 0.01;
      case ACCURACY -> 0.08;
      case LATENCY -> 500;
    };
  }

  private static int[] cuts(Past past) {
    return Arrays.stream(CUTS).mapToInt(past::quantile).distinct().toArray();
  }
}
