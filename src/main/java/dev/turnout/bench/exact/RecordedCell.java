package dev.turnout.bench.exact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.bench.judge.Measured;
import dev.turnout.bench.judge.Specs;
import dev.turnout.bench.judge.Target;
import dev.turnout.bench.judge.Turnout;
import dev.turnout.bench.rival.Contestant;
import dev.turnout.bench.world.Measure;
import dev.turnout.bench.world.Past;
import dev.turnout.bench.world.Scenario;
import dev.turnout.bench.world.Tick;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Rules;
import dev.turnout.orchestrator.analysis.Verdict.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many recorded rollouts of one kind. A line that starts with R begins a run and tells what was
 * before, a line that starts with B is a step.
 */
final class RecordedCell {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final int runs;
  private final List<Measure> measures = Specs.measures();

  /**
   * @param runs how many of the runs are compared
   */
  RecordedCell(String name, int runs) {
    this.name = name;
    this.runs = runs;
  }

  /** The number of runs with a decision at another time. */
  Target compare() throws IOException {
    List<List<String[]>> recorded = runs();
    JsonNode expected = expected();
    int compared = Math.min(runs, recorded.size());
    int different = 0;
    for (int run = 0; run < compared; run++) {
      different += decisions(recorded.get(run)).equals(times(expected.get(run))) ? 0 : 1;
    }
    return Target.atMost(
        "cells",
        "runs with another decision: " + name,
        0,
        Measured.exactly(different),
        "%d runs, %s".formatted(compared, String.join(", ", contestants(Past.UNKNOWN).keySet())));
  }

  private Map<String, Double> decisions(List<String[]> run) {
    Map<String, Contestant> waiting = contestants(past(run.get(0)));
    Map<String, Double> fired = new LinkedHashMap<>();
    for (String[] step : run.subList(1, run.size())) {
      Tick tick = tick(step);
      waiting
          .entrySet()
          .removeIf(
              contestant -> {
                boolean fires = contestant.getValue().fires(tick);
                if (fires) {
                  fired.put(contestant.getKey(), tick.end());
                }
                return fires;
              });
    }
    return fired;
  }

  private Map<String, Double> times(JsonNode expected) {
    Map<String, Double> times = new LinkedHashMap<>();
    for (String contestant : contestants(Past.UNKNOWN).keySet()) {
      if (!expected.get(contestant).isNull()) {
        times.put(contestant, expected.get(contestant).doubleValue());
      }
    }
    return times;
  }

  /** Each metric alone, and all together. */
  private Map<String, Contestant> contestants(Past past) {
    Map<String, Contestant> all = new LinkedHashMap<>();
    for (Measure measure : measures) {
      all.put(key(measure), judge(Specs.oneOfThree(measure), past).when(Kind.ROLLBACK));
    }
    Turnout joint = judge(Specs.of(measures), past);
    all.put("rollback", joint.when(Kind.ROLLBACK));
    all.put("promote", joint.when(Kind.PROMOTE));
    return all;
  }

  private static Turnout judge(AnalysisSpec spec, Past past) {
    return new Turnout(spec, Scenario.HOUR, past, Rules.REFERENCE);
  }

  private static String key(Measure measure) {
    return switch (measure) {
      case ERRORS -> "err";
      case ACCURACY -> "acc";
      case LATENCY -> "lat";
    };
  }

  private List<List<String[]>> runs() {
    List<List<String[]>> all = new ArrayList<>();
    for (String line : Recorded.lines("cells/" + name + ".gz")) {
      if (line.startsWith("R")) {
        all.add(new ArrayList<>());
      }
      all.get(all.size() - 1).add(line.split(" ", -1));
    }
    return all;
  }

  private JsonNode expected() throws IOException {
    try (InputStream file = Recorded.open("cells/" + name + ".expected.json")) {
      return JSON.readTree(file);
    }
  }

  private static Past past(String[] words) {
    return new Past(
        number(words[3]),
        number(words[2]),
        number(words[5]),
        number(words[4]),
        Recorded.bins(words[6]));
  }

  private static Tick tick(String[] words) {
    double start = number(words[2]);
    return new Tick(
        start,
        start + number(words[3]),
        Recorded.counts(
            number(words[4]),
            number(words[5]),
            number(words[8]),
            number(words[9]),
            Recorded.bins(words[12])),
        Recorded.counts(
            number(words[6]),
            number(words[7]),
            number(words[10]),
            number(words[11]),
            Recorded.bins(words[13])));
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
