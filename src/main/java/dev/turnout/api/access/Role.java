package dev.turnout.api.access;

import java.util.Locale;

/** What somebody is trusted with; each role may do all that the ones before it may. */
public enum Role {
  /** Looks on. */
  VIEWER,
  /** Runs rollouts. */
  OPERATOR,
  /** Runs them past their checks, and sees what concerns all models. */
  ADMIN;

  /**
   * Reads {@code viewer}, {@code operator} or {@code admin}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Role of(String text) {
    for (Role role : values()) {
      if (role.word().equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "Expected the role viewer, operator or admin, but got '%s'".formatted(text));
  }

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
