package dev.turnout.output;

/** How a command ends; pipelines act on the number. */
public enum Exit {
  /** Done; with {@code --wait}: promoted. */
  OK(0),
  /**
   * The rollout was rolled back, aborted or superseded, or the orchestrator refused the command.
   */
  REFUSED(1),
  /** What was checked is not as it must be. */
  DIFFERENT(1),
  /** The input is wrong: an option, a file, a name. */
  INVALID_INPUT(2),
  /** The time to wait is over; the rollout goes on. */
  TIMED_OUT(3),
  /** The rollout ended because the evidence settled nothing. */
  INCONCLUSIVE(4),
  /** The brokers or the registry cannot be reached. */
  UNREACHABLE(5),
  /** A defect of the program itself. */
  DEFECT(70);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** The number for the operating system. */
  public int code() {
    return code;
  }
}
