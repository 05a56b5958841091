package dev.turnout.agents.report;

/** What became of a request that was chosen to be copied to the candidate. */
public enum CopyFate {
  /** Answered like the request. */
  AGREED,
  /** Answered, but not like the request. */
  DISAGREED,
  /** Answered, but an answer was too large to be kept, or the user got none. */
  UNCOMPARED,
  /** Not answered, by the candidate's fault. */
  FAILED,
  /** Its connection had been used before and just died, which is nobody's fault. */
  LOST,
  /** Not sent, because too many copies were on their way. */
  SHED,
  /** Not sent, because the request was too large to be kept. */
  TOO_LARGE,
  /** Not sent, because it is a stream: a WebSocket or a gRPC call. */
  STREAMED
}
