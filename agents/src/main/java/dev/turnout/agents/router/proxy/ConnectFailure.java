package dev.turnout.agents.router.proxy;

/** No connection to a version could be had, so it knows nothing of the request. */
final class ConnectFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConnectFailure(Throwable cause) {
    super(cause.getMessage(), cause, false, false);
  }
}
