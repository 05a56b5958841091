package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.routing.HttpCheck;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;

/** Requests with their expected answers. */
final class CheckCodec {

  private CheckCodec() {}

  static dev.turnout.events.HttpCheck write(HttpCheck check) {
    return new dev.turnout.events.HttpCheck(
        check.method(),
        check.path(),
        new LinkedHashMap<>(check.headers()),
        Wire.orNull(check.body()),
        check.expectedStatus(),
        Wire.orNull(check.jsonPointer()),
        Wire.orNull(check.expectedJson()),
        check.tolerance(),
        check.timeout().toMillis());
  }

  static HttpCheck read(dev.turnout.events.HttpCheck check) {
    return new HttpCheck(
        check.getMethod(),
        check.getPath(),
        new TreeMap<>(check.getHeaders()),
        Optional.ofNullable(check.getBody()),
        check.getExpectedStatus(),
        Optional.ofNullable(check.getJsonPointer()),
        Optional.ofNullable(check.getExpectedJson()),
        check.getTolerance(),
        Wire.millis(check.getTimeoutMs()));
  }
}
