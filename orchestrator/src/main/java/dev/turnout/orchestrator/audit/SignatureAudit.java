package dev.turnout.orchestrator.audit;

import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandReceived;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.InvalidCommandReceived;
import dev.turnout.orchestrator.rollout.TurnedAwayCommandReceived;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares who wrote a command, by the journal, with what its signature says; without the keys the
 * journal is believed. Used by one thread.
 */
final class SignatureAudit {

  /** What is said about the writer of a command. */
  private record Claim(Optional<String> signedBy, boolean turnedAway, String reason) {
    boolean says(Claim other) {
      return signedBy.equals(other.signedBy) && turnedAway == other.turnedAway;
    }

    String words() {
      String who = signedBy.map("signed by '%s'"::formatted).orElse("not signed by a trusted key");
      return turnedAway ? "%s and turned away: %s".formatted(who, reason) : who;
    }
  }

  private final boolean knowsKeys;
  private SignatureFindings findings = SignatureFindings.NONE;

  /**
   * @param knowsKeys whether inputs say who wrote them; else only the journal does
   */
  SignatureAudit(boolean knowsKeys) {
    this.knowsKeys = knowsKeys;
  }

  SignatureFindings findings() {
    return findings;
  }

  /**
   * The input from which an entry is to be derived.
   *
   * @param answer the first entry that followed from it
   * @param report takes what contradicts the signature
   */
  Input judge(Input input, RecordedEntry answer, Consumer<Difference> report) {
    Optional<Claim> recorded = recorded(answer.entry().getEvent());
    Optional<Claim> derived = derived(input);
    if (recorded.isEmpty() || derived.isEmpty()) {
      return input;
    }
    boolean isSigned = recorded.get().signedBy().isPresent() || recorded.get().turnedAway();
    if (!knowsKeys) {
      findings = findings.plus(new SignatureFindings(0, isSigned ? 1 : 0));
      return isSigned ? believed(input, recorded.get()) : input;
    }
    findings = findings.plus(new SignatureFindings(isSigned ? 1 : 0, 0));
    if (!recorded.get().says(derived.get())) {
      report.accept(
          Difference.of(
              answer.entry().getModel(),
              answer.place(),
              "the journal says that its command was %s, but by the trusted keys it was %s"
                  .formatted(recorded.get().words(), derived.get().words())));
    }
    return input;
  }

  private static Optional<Claim> recorded(Object event) {
    if (event instanceof CommandAccepted accepted) {
      return Optional.of(new Claim(Optional.ofNullable(accepted.getSignedBy()), false, ""));
    }
    return event instanceof CommandRefused refused
        ? Optional.of(
            new Claim(
                Optional.ofNullable(refused.getSignedBy()),
                refused.getTurnedAway(),
                refused.getReason()))
        : Optional.empty();
  }

  private static Optional<Claim> derived(Input input) {
    if (input instanceof CommandReceived command) {
      return Optional.of(new Claim(command.signedBy(), false, ""));
    }
    if (input instanceof InvalidCommandReceived command) {
      return Optional.of(new Claim(command.signedBy(), false, ""));
    }
    return input instanceof TurnedAwayCommandReceived command
        ? Optional.of(new Claim(command.signedBy(), true, command.reason()))
        : Optional.empty();
  }

  private static Input believed(Input input, Claim claim) {
    if (input instanceof CommandReceived known) {
      return claim.turnedAway()
          ? turnedAway(known.command().header(), known.command().word(), claim, known)
          : new CommandReceived(known.command(), known.at(), claim.signedBy());
    }
    if (input instanceof InvalidCommandReceived known) {
      return claim.turnedAway()
          ? turnedAway(known.header(), known.command(), claim, known)
          : new InvalidCommandReceived(
              known.header(), known.command(), known.reason(), known.at(), claim.signedBy());
    }
    return input;
  }

  private static Input turnedAway(CommandHeader header, String word, Claim claim, Input input) {
    return new TurnedAwayCommandReceived(
        header, word, claim.signedBy(), claim.reason(), input.at());
  }
}
