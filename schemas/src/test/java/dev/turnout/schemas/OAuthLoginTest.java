package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuthLoginTest {
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private String before = "";

  @BeforeEach
  void remember() {
    before = System.getProperty(ALLOWED, "");
  }

  @AfterEach
  void restore() {
    System.setProperty(ALLOWED, before);
  }

  @Test
  void shouldAddWhatAProgramNeedsToLogInWithTokens() {
    // given
    Map<String, String> settings =
        Map.of(
            "sasl.mechanism",
            "OAUTHBEARER",
            "sasl.oauthbearer.token.endpoint.url",
            "https://login.example.com/token",
            "sasl.login.callback.handler.class",
            "com.example.Ours");
    System.setProperty(ALLOWED, "https://other.example.com/token");

    // when
    Map<String, String> complete = OAuthLogin.complete(settings);
    OAuthLogin.complete(settings);

    // then
    assertThat(complete)
        .containsAllEntriesOf(settings)
        .containsEntry(
            "sasl.oauthbearer.jwt.validator.class",
            "org.apache.kafka.common.security.oauthbearer.ClientJwtValidator")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
    assertThat(System.getProperty(ALLOWED))
        .isEqualTo("https://other.example.com/token,https://login.example.com/token");
  }

  @Test
  void shouldLeaveOthersAsTheyAre() {
    // given
    Map<String, String> settings =
        Map.of(
            "sasl.mechanism",
            "SCRAM-SHA-512",
            "sasl.oauthbearer.token.endpoint.url",
            "https://unused.example.com");

    // when
    Map<String, String> complete = OAuthLogin.complete(settings);

    // then
    assertThat(complete).isEqualTo(settings);
    assertThat(System.getProperty(ALLOWED, "")).isEqualTo(before);
  }
}
