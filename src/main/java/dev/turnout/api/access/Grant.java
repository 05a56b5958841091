package dev.turnout.api.access;

/** A role for some models. */
public record Grant(Role role, ModelScope models) {
  /** Whether it is as much as this role. */
  public boolean includes(Role other) {
    return role.includes(other);
  }

  boolean allows(Verb verb) {
    return role.includes(verb.least());
  }

  boolean allows(Verb verb, String model) {
    return allows(verb) && models.includes(model);
  }
}
