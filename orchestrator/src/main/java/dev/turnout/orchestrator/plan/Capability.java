package dev.turnout.orchestrator.plan;

import java.util.Arrays;
import java.util.Collections;
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
  GRPC,
  NODES;

  private static final String LABEL = "turnout.dev/data-plane-can";

  /** What a node that says nothing is believed to be able to. */
  private static final Set<Capability> OF_THE_SILENT =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(NODES)));

  /**
   * What the labels of a node say. A node that says nothing is given the benefit of the doubt, but
   * for what only newer agents can; what is not known here is left out.
   */
  public static Set<Capability> of(SortedMap<String, String> labels) {
    return Optional.ofNullable(labels.get(LABEL)).map(Capability::of).orElse(OF_THE_SILENT);
  }

  private static Set<Capability> of(String names) {
    Set<Capability> known = EnumSet.noneOf(Capability.class);
    for (String name : names.split("/")) {
      Arrays.stream(values()).filter(one -> one.name().equals(name)).forEach(known::add);
    }
    return known;
  }
}
