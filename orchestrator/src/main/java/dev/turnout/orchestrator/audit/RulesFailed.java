package dev.turnout.orchestrator.audit;

/** The rules threw an exception on a record, as they may have done for the orchestrator. */
final class RulesFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String record;

  /**
   * @param record where it lies
   */
  RulesFailed(String record, RuntimeException cause) {
    super("The rules failed on " + record, cause);
    this.record = record;
  }

  String record() {
    return record;
  }
}
