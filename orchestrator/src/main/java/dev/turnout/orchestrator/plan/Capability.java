package dev.turnout.orchestrator.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What a plan may need of a data plane; the names are those that agents report. */
public enum Capability {
  WEIGHTS,
  EXACT_SHARE,
  STICKY,
  HOT_WEIGHTS,
  LOSSLESS,
  MIRROR,
  GRPC;

  private static final String LABEL = "turnout.dev/data-plane-can";

  /**
   * What the labels of a node say; empty if they do not. What only newer agents know is left out.
   */
  public static Optional<Set<Capability>> of(SortedMap<String, String> labels) {
    return Optional.ofNullable(labels.get(LABEL)).map(Capability::of);
  }

  private static Set<Capability> of(String names) {
    Set<Capability> known = EnumSet.noneOf(Capability.class);
    for (String name : names.split("/")) {
      Arrays.stream(values()).filter(one -> one.name().equals(name)).forEach(known::add);
    }
    return known;
  }
}
