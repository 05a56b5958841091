package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void shouldComeBackFromHeadersAndFromTheEnvironment() {
    // given
    TraceContext context = new TraceContext(GOOD);

    // then
    assertThat(TraceContext.of(new RecordHeaders(context.headers()))).contains(context);
    assertThat(TraceContext.of(Map.of("TRACEPARENT", GOOD))).contains(context);
    assertThat(TraceContext.of(new RecordHeaders())).isEmpty();
    assertThat(TraceContext.of(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
      })
  void shouldPassOverWhatIsNone(String text) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(TraceContext.HEADER, text.getBytes(StandardCharsets.UTF_8));

    assertThat(TraceContext.of(headers)).isEmpty();
    assertThat(TraceContext.of(Map.of("TRACEPARENT", text))).isEmpty();
    assertThatThrownBy(() -> new TraceContext(text)).hasMessageContaining("Expected a traceparent");
  }
}
