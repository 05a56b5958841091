package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.testing.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyTestCommandTest {
  @TempDir Path folder;

  @Test
  void shouldSendASampleAndSayWhatWasAnswered() throws IOException {
    try (Receiver chat = new Receiver();
        Receiver broken = new Receiver()) {
      // given
      broken.answer(body -> 500);
      Path file =
          Files.writeString(
              folder.resolve("notify.yaml"),
              """
              kafka: {bootstrap.servers: "nowhere:1", schema.registry.url: "http://nowhere"}
              webhooks:
                - {name: chat, url: "%s", format: slack, models: [fraud]}
                - {name: broken, url: "%s"}
              """
                  .formatted(chat.url(), broken.url()));

      // when
      Cli.Result all = Cli.run("notify", "test", "-c", file.toString());
      Cli.Result one = Cli.run("notify", "test", "-c", file.toString(), "--webhook", "chat");

      // then
      assertThat(all.code()).isEqualTo(5);
      assertThat(all.out()).isEqualTo("chat took it\nbroken did not take it: HTTP 500\n");
      assertThat(one.code()).isZero();
      assertThat(chat.all()).hasSize(2);
      assertThat(chat.all().get(0).body()).contains("A sample of turnout notify test");
    }
  }
}
