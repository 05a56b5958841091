package dev.turnout.orchestrator.plan;

import dev.turnout.orchestrator.routing.Expect;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Waits until people have agreed.
 *
 * @param count how many of them, from 1 to 20
 * @param approvers who may; empty for everybody
 * @param notByStarter whether the one who started the rollout may not
 */
public record ApprovalStep(int count, List<Glob> approvers, boolean notByStarter) implements Step {
  private static final int MOST = 20;

  /** One approval by anybody. */
  public static final ApprovalStep ONE = new ApprovalStep(1, List.of(), false);

  public ApprovalStep {
    approvers = List.copyOf(approvers);
    Expect.atLeast("a count of approvals", count, 1);
    if (count > MOST) {
      throw new IllegalArgumentException(
          "Expected at most %d approvals, but got %d (write 1 or 2)".formatted(MOST, count));
    }
  }

  /** Whether this person may approve. */
  public boolean isApprover(String actor) {
    return approvers.isEmpty() || approvers.stream().anyMatch(glob -> glob.matches(actor));
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.approval(this);
  }

  @Override
  public String inWords() {
    String who =
        approvers.isEmpty()
            ? ""
            : " of " + approvers.stream().map(Glob::pattern).collect(Collectors.joining(", "));
    String others = notByStarter ? ", not by who started it" : "";
    return "approval%s%s%s".formatted(count == 1 ? "" : " by " + count, who, others);
  }
}
