package dev.turnout.bench.judge;

import dev.turnout.bench.world.Measure;
import java.util.ArrayList;
import java.util.List;

/** All suites, in the order in which they run. */
public final class Bench {
  private Bench() {}

  public static List<Suite> suites() {
    List<Measure> measures = Specs.measures();
    List<Suite> suites = new ArrayList<>();
    suites.add(new EqualSuite(measures));
    measures.forEach(measure -> suites.add(new DetectionSuite(measure)));
    suites.add(new FastKayentaSuite(measures));
    suites.add(new PromoteSuite(measures));
    suites.add(new LimitSuite());
    suites.add(new RampSuite());
    suites.add(new LateSuite());
    suites.add(new OtherSuite(measures));
    suites.add(new BurstSuite());
    suites.add(new DaySuite(measures));
    if (measures.contains(Measure.LATENCY)) {
      suites.add(DistortionSuite.heldOut());
      suites.add(DistortionSuite.fresh());
      suites.add(new NodesSuite());
    }
    return suites;
  }
}
