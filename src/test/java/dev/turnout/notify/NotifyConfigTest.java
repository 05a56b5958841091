package dev.turnout.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.yaml.InvalidDocument;
import org.junit.jupiter.api.Test;

class NotifyConfigTest {
  private static final String KAFKA =
      "kafka: {bootstrap.servers: \"b:1\", schema.registry.url: \"http://r\", sasl.jaas.config:"
          + " \"hunter2\"}\n";

  @Test
  void shouldShowNoSecret() {
    // when
    NotifyConfig config =
        NotifyConfig.parse(
            KAFKA
                + "webhooks: [{name: a, url: \"https://x/hunter2\", secret:"
                + " \"hunter2-hunter2-hunter2\", headers: {A: hunter2}}]",
            "notify.yaml");

    // then
    assertThat(config.toString() + config.webhooks().get(0)).doesNotContain("hunter2");
  }

  @Test
  void shouldNotQuoteAnAddressThatIsNone() {
    assertThatThrownBy(
            () ->
                NotifyConfig.parse(
                    KAFKA + "webhooks: [{name: a, url: \"ftp://hunter2\"}]", "notify.yaml"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("Expected an address that begins with https://")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldRefuseATypeThatNoEventHas() {
    assertThatThrownBy(
            () -> NotifyConfig.parse(KAFKA + "topic: {events: [rollout-finished]}", "notify.yaml"))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("rollout-ended")
        .hasMessageContaining("but got 'rollout-finished'");
  }

  @Test
  void shouldAskForSomebodyToTell() {
    assertThatThrownBy(() -> NotifyConfig.parse(KAFKA, "notify.yaml"))
        .hasMessageContaining("Expected somebody to tell");
  }
}
