package dev.turnout.api.access;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Who asks.
 *
 * @param actor how the journal names them
 * @param grants what they are trusted with; empty for nothing
 * @param login how it is known who they are
 */
public record Caller(String actor, List<Grant> grants, Login login) {

  /** How a caller is known. */
  public enum Login {
    /** Not at all: everybody who reaches the address may do everything. */
    NONE,
    /** By a token of the file. */
    TOKEN,
    /** By a signed token of the identity provider. */
    OIDC
  }

  public Caller {
    grants = List.copyOf(grants);
  }

  /** Somebody on this machine, where no login is asked for. */
  public static Caller open(String actor) {
    return new Caller(actor, List.of(new Grant(Role.ADMIN, ModelScope.all())), Login.NONE);
  }

  /** Somebody of whom nothing is asked, and to whom only what everybody may know is told. */
  public static Caller nobody() {
    return new Caller("nobody", List.of(), Login.NONE);
  }

  /** Whether they may do it, with some models at least. */
  public boolean may(Verb verb) {
    return grants.stream().anyMatch(grant -> grant.allows(verb));
  }

  /** Whether they may do it with this model. */
  public boolean may(Verb verb, String model) {
    return grants.stream().anyMatch(grant -> grant.allows(verb, model));
  }

  /** Whether they may do it with every model there may be. */
  public boolean mayEverywhere(Verb verb) {
    return grants.stream().anyMatch(grant -> grant.allows(verb) && grant.models().isAll());
  }

  /** The strongest of their roles, in words. */
  public String role() {
    return grants.stream()
        .map(Grant::role)
        .max(Comparator.naturalOrder())
        .map(Role::word)
        .orElse("none");
  }

  /** All that they may do, with some models at least. */
  public List<Verb> verbs() {
    return Arrays.stream(Verb.values()).filter(this::may).toList();
  }
}
