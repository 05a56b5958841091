package dev.turnout.agents.mirror;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/**
 * A copy of a request that has ended for its user.
 *
 * @param target who gets it
 * @param method of the request
 * @param uri of the request: path and query
 * @param headers of the request as they are sent; nobody else changes them
 * @param body of the request; nobody else changes it
 * @param users what the user got; empty if that was no answer of a version
 */
record Copy(
    MirrorTarget target,
    HttpMethod method,
    String uri,
    MultiMap headers,
    Buffer body,
    Optional<Answer> users) {

  void free() {
    target.slots().free(body.length());
  }
}
