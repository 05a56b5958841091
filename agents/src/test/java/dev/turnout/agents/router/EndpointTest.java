package dev.turnout.agents.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void shouldReadWhatItPrints() {
    assertThat(Endpoint.parse("http://127.0.0.1:1235").toString())
        .isEqualTo("http://127.0.0.1:1235");
    assertThat(Endpoint.parse("h2c://model:8001/"))
        .isEqualTo(new Endpoint(Endpoint.Protocol.H2C, "model", 8001));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:80",
        "http://host",
        "http://:80",
        "https://host:80",
        "http://h:80/v2",
        "http://host:70000",
        "http://ho st:80"
      })
  void shouldSayWhatItExpects(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected");
  }
}
