package dev.turnout.mlflow;

/**
 * What a webhook is answered.
 *
 * @param status HTTP status; MLflow delivers again after 429 and 5xx
 * @param result the word that is counted: started, duplicate, ignored, refused or failed
 * @param text one sentence
 */
record Reply(int status, String result, String text) {

  static Reply started(String text) {
    return new Reply(202, "started", text);
  }

  static Reply duplicate(String id) {
    return new Reply(200, "duplicate", "delivery %s was taken before".formatted(id));
  }

  static Reply ignored(String text) {
    return new Reply(200, "ignored", text);
  }

  static Reply refused(int status, String text) {
    return new Reply(status, "refused", text);
  }

  static Reply failed(String text) {
    return new Reply(503, "failed", text);
  }
}
