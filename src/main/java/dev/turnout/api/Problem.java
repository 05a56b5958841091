package dev.turnout.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request was not carried out, as RFC 9457 has it.
 *
 * @param kind names the type for programs; it never changes its meaning
 * @param detail what was expected, what came, what to do
 * @param more further members
 */
record Problem(Kind kind, int status, String detail, Map<String, Object> more) {
  static final String TYPES = "https://turnout.dev/problems/";

  /** The types of problems. */
  enum Kind {
    INVALID("The request is not valid", 400),
    UNAUTHENTICATED("A login is needed", 401),
    FORBIDDEN("That is not allowed", 403),
    NOT_FOUND("There is no such thing", 404),
    METHOD_NOT_ALLOWED("That cannot be done here", 405),
    REFUSED("The orchestrator refused the command", 409),
    TOO_LARGE("The request is too large", 413),
    UNSUPPORTED_MEDIA_TYPE("The body is of another type", 415),
    KEY_REUSED("The idempotency key belongs to another request", 422),
    TOO_MANY_REQUESTS("Too many requests", 429),
    DEFECT("A defect of Turnout itself", 500),
    UNAVAILABLE("It cannot be done now", 503);

    private final String title;
    private final int status;

    Kind(String title, int status) {
      this.title = title;
      this.status = status;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  static Problem of(Kind kind, String format, Object... arguments) {
    return new Problem(kind, kind.status, format.formatted(arguments), Map.of());
  }

  Problem withStatus(int other) {
    return new Problem(kind, other, detail, more);
  }

  Problem with(String key, Object value) {
    Map<String, Object> members = new LinkedHashMap<>(more);
    members.put(key, value);
    return new Problem(kind, status, detail, members);
  }

  /** To be thrown. */
  ProblemException thrown() {
    return new ProblemException(this);
  }

  /** The document. */
  Map<String, Object> tree(String path) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", TYPES + kind.word());
    tree.put("title", kind.title);
    tree.put("status", status);
    tree.put("detail", detail);
    tree.put("instance", path);
    tree.putAll(more);
    return tree;
  }
}
