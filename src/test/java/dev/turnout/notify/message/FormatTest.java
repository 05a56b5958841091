package dev.turnout.notify.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.notify.message.Notice.Tone;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatTest {
  private static final Notice NOTICE =
      new Notice(
          "/turnout",
          "fraud:17",
          "fraud",
          "rollout-ended",
          Instant.parse("2026-11-21T12:00:00Z"),
          Tone.BAD,
          "fraud-v2 RolledBack",
          "errors: 3 % > 1 % & <more>",
          Map.of("rolloutId", "fraud-v2"));

  @Test
  void shouldWriteACloudEvent() {
    assertThat(text(Format.CLOUDEVENTS))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"fraud:17\",\"source\":\"/turnout\","
                + "\"type\":\"dev.turnout.rollout-ended\",\"subject\":\"fraud\","
                + "\"time\":\"2026-11-21T12:00:00Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"model\":\"fraud\","
                + "\"summary\":\"fraud-v2 RolledBack: errors: 3 % > 1 % & <more>\","
                + "\"event\":{\"rolloutId\":\"fraud-v2\"}}}");
  }

  @Test
  void shouldWriteBlocksForSlackWithItsSpecialCharactersEscaped() {
    assertThat(text(Format.SLACK))
        .isEqualTo(
            "{\"text\":\"fraud: fraud-v2 RolledBack: errors: 3 % &gt; 1 % &amp; &lt;more&gt;\","
                + "\"blocks\":[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\":rotating_light:"
                + " *fraud-v2 RolledBack*\\n"
                + "errors: 3 % &gt; 1 % &amp; &lt;more&gt;\"}},"
                + "{\"type\":\"context\",\"elements\":[{\"type\":\"mrkdwn\",\"text\":\"fraud ·"
                + " 2026-11-21 12:00:00 UTC\"}]}]}");
  }

  @Test
  void shouldWriteAnAdaptiveCardForTeams() {
    assertThat(text(Format.TEAMS))
        .startsWith(
            "{\"type\":\"message\",\"attachments\":[{\"contentType\":\"application/vnd.microsoft.card.adaptive\",\"content\":{")
        .contains(
            "\"type\":\"AdaptiveCard\",\"version\":\"1.4\"",
            "{\"type\":\"TextBlock\",\"text\":\"fraud-v2"
                + " RolledBack\",\"wrap\":true,\"color\":\"attention\",\"size\":\"medium\",\"weight\":\"bolder\"}",
            "{\"type\":\"TextBlock\",\"text\":\"errors: 3 % > 1 % & <more>\",\"wrap\":true}",
            "{\"type\":\"TextBlock\",\"text\":\"fraud · 2026-11-21 12:00:00"
                + " UTC\",\"wrap\":true,\"isSubtle\":true}");
  }

  @Test
  void shouldNameTheTypesByTheirEvents() {
    assertThat(Notices.types()).contains("rollout-started", "rollout-ended", "verdict-reached");
  }

  private static String text(Format format) {
    return new String(format.write(NOTICE), UTF_8);
  }
}
