package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.plan.ApprovalStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * People are asked whether the attempt may go on. They are waited for without limit; the judge goes
 * on.
 *
 * @param given approvals so far, each of another person
 */
public record Approving(Stage stage, List<Approval> given) implements StepPhase {
  public Approving {
    given = List.copyOf(given);
  }

  @Override
  public StepPhase with(Stage newStage) {
    return new Approving(newStage, given);
  }

  @Override
  public StepPhase approved(Approval approval) {
    List<Approval> more = new ArrayList<>(given);
    more.add(approval);
    return new Approving(stage, more);
  }

  boolean wasApprovedBy(Actor actor) {
    return given.stream().anyMatch(approval -> approval.actor().equals(actor));
  }

  @Override
  public Optional<String> whyNotPromotable() {
    return Optional.of("it is Approving and goes on by itself when it is approved");
  }

  @Override
  public List<RolloutEvent> advance(Situation situation) {
    return given.size() >= step(situation).count() && !situation.isHeld()
        ? situation.completed("approved by " + inWords())
        : List.of();
  }

  @Override
  public String reason(Situation situation) {
    String wanted = "waiting for " + step(situation).inWords();
    return given.isEmpty() ? wanted : "%s; approved by %s".formatted(wanted, inWords());
  }

  @Override
  public List<Instant> dueAt(Situation situation) {
    return List.of();
  }

  @Override
  public Optional<Instant> progressLimit(Situation situation) {
    return Optional.empty();
  }

  private String inWords() {
    return given.stream().map(Approval::inWords).collect(Collectors.joining(", "));
  }

  private ApprovalStep step(Situation situation) {
    return (ApprovalStep) situation.rollout().plan().step(stage.step());
  }
}
