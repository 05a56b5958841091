package dev.turnout.schemas;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * To which trace a record belongs: W3C's {@code traceparent}, as a header of the record. Values say
 * nothing of it, so that a replay is the same with and without.
 *
 * @param traceparent version, trace, span and flags, in hexadecimal digits
 */
public record TraceContext(String traceparent) {
  /** Name of the header, and in capitals of the variable in which runners hand it on. */
  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  public TraceContext {
    if (!FORM.matcher(traceparent).matches()) {
      throw new IllegalArgumentException(
          "Expected a traceparent such as 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, but got '%s'"
              .formatted(traceparent));
    }
  }

  /** What a record says; empty if it says nothing, or something that cannot be used. */
  public static Optional<TraceContext> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null
        ? Optional.empty()
        : parse(new String(header.value(), StandardCharsets.US_ASCII));
  }

  /** What the runner of a pipeline says; empty as above. */
  public static Optional<TraceContext> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("TRACEPARENT")).flatMap(TraceContext::parse);
  }

  private static Optional<TraceContext> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new TraceContext(text)) : Optional.empty();
  }

  /** The headers of a record that belongs to it. */
  public List<Header> headers() {
    return List.of(new RecordHeader(HEADER, traceparent.getBytes(StandardCharsets.US_ASCII)));
  }
}
