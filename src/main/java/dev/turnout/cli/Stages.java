package dev.turnout.cli;

import dev.turnout.output.Failure;
import dev.turnout.spec.ShortForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stages of a canary from two options. */
final class Stages {
  private Stages() {}

  /**
   * As a rollout file has them.
   *
   * @param durations one for all stages, or one for each
   * @param option the option that gives the durations
   */
  static List<Object> of(String option, List<String> traffic, List<String> durations) {
    if (durations.size() != 1 && durations.size() != traffic.size()) {
      throw Failure.invalid(
          "%s: Expected one duration, or one for each of the %d shares, but got %d",
          option, traffic.size(), durations.size());
    }
    List<Object> stages = new ArrayList<>();
    for (int i = 0; i < traffic.size(); i++) {
      Map<String, Object> stage = new LinkedHashMap<>();
      stage.put("weight", ShortForm.number(traffic.get(i)));
      stage.put("for", durations.get(durations.size() == 1 ? 0 : i));
      stages.add(stage);
    }
    return stages;
  }
}
