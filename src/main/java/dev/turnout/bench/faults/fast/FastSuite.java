package dev.turnout.bench.faults.fast;

import dev.turnout.bench.faults.FaultOrder;
import dev.turnout.bench.faults.FaultProgress;
import dev.turnout.bench.faults.FaultResult;
import dev.turnout.bench.faults.FaultSuite;
import dev.turnout.simulation.BrokenPromise;
import dev.turnout.simulation.SimNode;
import dev.turnout.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Strikes one part of the simulated world at every entry of the journals of all scripts. */
public final class FastSuite implements FaultSuite {
  private final String name;
  private final List<Kind> kinds;
  private final Baselines baselines;

  private record Target(Baseline baseline, long sequence) {}

  /** Made when they are first needed, for all suites. */
  private static final class Baselines {
    private List<Baseline> made = List.of();

    List<Baseline> get() {
      if (made.isEmpty()) {
        made = Script.all().stream().map(Baseline::of).toList();
      }
      return made;
    }
  }

  private FastSuite(String name, List<Kind> kinds, Baselines baselines) {
    this.name = name;
    this.kinds = kinds;
    this.baselines = baselines;
  }

  /** One suite for each part that can be struck. */
  public static List<FaultSuite> all() {
    Baselines baselines = new Baselines();
    List<FaultSuite> suites = new ArrayList<>();
    for (String name : Kind.all().stream().map(Kind::suite).distinct().toList()) {
      List<Kind> kinds = Kind.all().stream().filter(kind -> kind.suite().equals(name)).toList();
      suites.add(new FastSuite(name, kinds, baselines));
    }
    return suites;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return "Struck at every journal entry: " + name;
  }

  @Override
  public int faults(FaultOrder order) {
    return kinds.stream().mapToInt(kind -> targets(kind, order).size()).sum();
  }

  @Override
  public List<FaultResult> run(FaultOrder order, FaultProgress progress)
      throws InterruptedException {
    List<FaultResult> results = new ArrayList<>();
    for (Kind kind : kinds) {
      Tally tally = new Tally(kind.name());
      for (Target target : targets(kind, order)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted between two faults");
        }
        strike(kind, target, tally);
        progress.injected(kind.name());
      }
      results.add(tally.result());
    }
    return results;
  }

  private List<Target> targets(Kind kind, FaultOrder order) {
    List<Target> targets = new ArrayList<>();
    for (Baseline baseline : baselines.get()) {
      baseline.boundaries(kind.stage()).forEach(at -> targets.add(new Target(baseline, at)));
    }
    int share = Math.max(1, order.atMost(targets.size() * kinds.size()) / kinds.size());
    return share < targets.size() ? spread(targets, share, kind, order.seed()) : targets;
  }

  /** At equal distances; each kind begins elsewhere, so that together they come everywhere. */
  private List<Target> spread(List<Target> targets, int count, Kind kind, long seed) {
    double distance = (double) targets.size() / count;
    double offset = distance * kinds.indexOf(kind) / kinds.size() + new Random(seed).nextInt(97);
    List<Target> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(targets.get((int) (offset + i * distance) % targets.size()));
    }
    return chosen;
  }

  private static void strike(Kind kind, Target target, Tally tally) {
    Baseline baseline = target.baseline();
    Simulation world = baseline.world();
    Strike strike = Strike.at(target.sequence(), kind, world);
    String where =
        "%s, script %s, entry %d: "
            .formatted(kind.name(), baseline.script().name(), target.sequence());
    try {
      Baseline.play(baseline.script(), world, () -> strike.isOver() || !strike.hasHit());
    } catch (BrokenPromise e) {
      tally.injected();
      tally.violated(where + e.getMessage());
      return;
    }
    if (strike.hasHit()) {
      tally.injected();
      tally.requests(
          world.nodes().stream().mapToLong(SimNode::requests).sum(),
          world.nodes().stream().mapToLong(SimNode::lost).sum());
      strike
          .recovery()
          .ifPresentOrElse(tally::recovered, () -> tally.violated(where + "no recovery"));
      judge(kind, baseline, world, where, tally);
    }
  }

  private static void judge(
      Kind kind, Baseline baseline, Simulation world, String where, Tally tally) {
    Course course = Course.of(world);
    Promises promises = Promises.check(world, baseline.script().ends());
    promises.broken().forEach(line -> tally.violated(where + line));
    // The same bytes of the same inputs: that they follow from them was seen before.
    if (!course.bytes().equals(baseline.course().bytes()) && !Rerun.givesTheSame(world)) {
      tally.violated(where + "the inputs do not give the same journal again");
    }
    boolean sameBytes = kind.expected() == Kind.Expected.SAME_JOURNAL;
    List<String> expected = sameBytes ? baseline.course().bytes() : baseline.course().decisions();
    List<String> came = sameBytes ? course.bytes() : course.decisions();
    if (expected.equals(came) || mayDiffer(kind, course)) {
      tally.lost(promises.lost().size());
      tally.doubled(promises.doubled().size());
      promises.lost().forEach(line -> tally.violated(where + line));
      promises.doubled().forEach(line -> tally.violated(where + line));
      if (!expected.equals(came)) {
        tally.otherwise();
      }
    } else {
      tally.lost(Course.missing(expected, came));
      tally.doubled(Course.missing(came, expected));
      tally.violated(
          where
              + difference(baseline.course().decisions(), course.decisions())
              + course.whyTurnedBack().map(why -> " (" + why + ")").orElse(""));
    }
  }

  private static boolean mayDiffer(Kind kind, Course course) {
    return kind.expected() == Kind.Expected.MAY_BLAME_THE_CANDIDATE && course.blamesTheCandidate();
  }

  private static String difference(List<String> expected, List<String> came) {
    for (int i = 0; i < Math.max(expected.size(), came.size()); i++) {
      String one = i < expected.size() ? expected.get(i) : "nothing";
      String other = i < came.size() ? came.get(i) : "nothing";
      if (!one.equals(other)) {
        return "decision %d must be %s, but is %s".formatted(i + 1, one, other);
      }
    }
    return "the same decisions, but other bytes";
  }
}
