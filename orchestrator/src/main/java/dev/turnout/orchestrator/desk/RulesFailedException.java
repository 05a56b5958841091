package dev.turnout.orchestrator.desk;

/** The heart threw an exception: a bug. Nothing of the batch is committed. */
public final class RulesFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Received received;

  public RulesFailedException(Received received, RuntimeException cause) {
    super(
        "The rules failed at %s %d@%d"
            .formatted(received.topic(), received.partition(), received.offset()),
        cause);
    this.received = received;
  }

  public Received received() {
    return received;
  }
}
