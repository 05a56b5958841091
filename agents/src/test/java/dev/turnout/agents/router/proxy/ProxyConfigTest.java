package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyConfigTest {
  private static final Map<String, ListenAddress> LISTENERS =
      Map.of("fraud", new ListenAddress("127.0.0.1", 8080));

  @Test
  void shouldHaveDefaults() {
    ProxyConfig config = ProxyConfig.of(LISTENERS);

    assertThat(config)
        .isEqualTo(
            new ProxyConfig(
                LISTENERS,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                1_048_576,
                512,
                Duration.ofSeconds(5),
                256,
                65_536));
  }

  @Test
  void shouldSayWhichKeyIsWrong() {
    ProxyConfig config = ProxyConfig.of(LISTENERS);
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> config.withTimeouts(Duration.ZERO, second, second))
        .hasMessage("Expected requestTimeout greater than 0, but got PT0S");
    assertThatThrownBy(() -> config.withTimeouts(second, second, second.negated()))
        .hasMessage("Expected shutdownGrace from 0, but got PT-1S");
    assertThatThrownBy(() -> new ProxyConfig(LISTENERS, 0, second, second, 0, 1, second, 1, 0))
        .hasMessage("Expected eventLoops from 1, but got 0");
    assertThatThrownBy(() -> config.withCopies(0, 1))
        .hasMessage("Expected maxCopies from 1, but got 0");
    assertThatThrownBy(() -> config.withCopies(1, -1))
        .hasMessage("Expected maxComparedAnswer from 0, but got -1");
    assertThatThrownBy(() -> new ListenAddress("127.0.0.1", 70_000))
        .hasMessage("Expected the port to listen on in [0, 65535], but got 70000");
  }
}
