package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {

  @Test
  void shouldHaveDefaults() {
    // given
    Map<String, Object> keys = Map.of("schema.registry.url", "http://localhost:8081");
    // when
    RegistryConfig config = RegistryConfig.from(keys);
    // then
    assertThat(config.urls()).containsExactly(URI.create("http://localhost:8081"));
    assertThat(config.authorization()).isEmpty();
    assertThat(config.autoRegister()).isTrue();
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.maxRetries()).isEqualTo(5);
    assertThat(config.retryWait()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.retryMaxWait()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldReadEveryKey() {
    // given
    Map<String, Object> keys = new HashMap<>();
    keys.put("schema.registry.url", List.of("https://a:1/apis/ccompat/v7/", "https://b"));
    keys.put("basic.auth.credentials.source", "USER_INFO");
    keys.put("basic.auth.user.info", new Password("u:p"));
    keys.put("auto.register.schemas", false);
    keys.put("http.connect.timeout.ms", 1);
    keys.put("http.read.timeout.ms", "2");
    keys.put("max.retries", 3);
    keys.put("retries.wait.ms", 4L);
    keys.put("retries.max.wait.ms", 5);
    // when
    RegistryConfig config = RegistryConfig.from(keys);
    // then
    assertThat(config.urls())
        .containsExactly(URI.create("https://a:1/apis/ccompat/v7"), URI.create("https://b"));
    assertThat(config.authorization()).contains("Basic dTpw");
    assertThat(config.autoRegister()).isFalse();
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(2));
    assertThat(config.maxRetries()).isEqualTo(3);
    assertThat(config.retryWait()).isEqualTo(Duration.ofMillis(4));
    assertThat(config.retryMaxWait()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void shouldTakeCredentialsFromTheUrlAndHideThem() {
    // given
    Map<String, Object> keys = Map.of("schema.registry.url", "http://jane:s3cr%40t@host:8081");
    // when
    RegistryConfig config = RegistryConfig.from(keys);
    // then
    assertThat(config.authorization()).contains("Basic amFuZTpzM2NyQHQ=");
    assertThat(config.urls()).containsExactly(URI.create("http://host:8081"));
    assertThat(config.toString()).doesNotContain("s3cr").doesNotContain("amFuZ").contains("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, ftp://host",
    "schema.registry.url, host:8081",
    "schema.registry.url, http://u:s3cret@ho st",
    "schema.registry.url, ''",
    "auto.register.schemas, yes",
    "basic.auth.credentials.source, SASL_INHERIT",
    "basic.auth.credentials.source, USER_INFO",
    "http.read.timeout.ms, 0",
    "max.retries, -1",
    "retries.wait.ms, 1s",
  })
  void shouldSayWhichKeyIsWrong(String key, String value) {
    // given
    Map<String, Object> keys = new HashMap<>(Map.of("schema.registry.url", "http://localhost"));
    keys.put(key, value);
    // when / then
    assertThatThrownBy(() -> RegistryConfig.from(keys))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Expected")
        .hasMessageNotContaining("s3cret");
  }
}
