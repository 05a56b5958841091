package dev.turnout.orchestrator.policy;

import dev.turnout.orchestrator.routing.ModelName;

/**
 * The reserved names under which what concerns all models lies on the bus, like a model of its own:
 * one in each partition, so that the policy is in the same order as the inputs that it is for.
 */
public final class OfficeName {
  private static final String PREFIX = "turnout.policy.";

  /** Where the places of all partitions are given out. */
  public static final ModelName PLACES = of(0);

  private OfficeName() {}

  /** The reserved name with a number, a count from 0. */
  public static ModelName of(int number) {
    return new ModelName(PREFIX + number);
  }

  public static boolean isReserved(ModelName model) {
    return isReserved(model.value());
  }

  /** The same of a record's key. */
  public static boolean isReserved(String key) {
    return key.startsWith(PREFIX);
  }
}
