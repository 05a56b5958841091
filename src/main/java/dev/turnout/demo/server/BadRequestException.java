package dev.turnout.demo.server;

/** A request that the scoring protocol does not allow; the message tells the client the cure. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  private BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** A body that cannot be scored: status 400. */
  static BadRequestException body(String format, Object... arguments) {
    return new BadRequestException(400, format.formatted(arguments));
  }

  /** A content type that is not read: status 415. */
  static BadRequestException contentType(String given) {
    return new BadRequestException(
        415, "Expected the content type application/json, but got '" + given + "'");
  }

  /** A method that the path does not have: status 405. */
  static BadRequestException method(String expected, String given) {
    return new BadRequestException(405, "Expected the method " + expected + ", but got " + given);
  }

  /** HTTP status code of the answer. */
  int status() {
    return status;
  }
}
