package dev.turnout.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.notify.delivery.Lane.End;
import dev.turnout.notify.delivery.Sender.Outcome;
import dev.turnout.notify.message.Format;
import dev.turnout.notify.message.Notice;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Outcome WELL = new Outcome(Optional.empty(), false, Optional.empty());
  private static final Outcome BUSY = new Outcome(Optional.of("HTTP 503"), false, Optional.empty());

  private final Lane lane =
      new Lane(
          new Webhook(
              "chat",
              URI.create("http://localhost/"),
              Format.CLOUDEVENTS,
              Optional.empty(),
              Map.of(),
              List.of(Pattern.compile(".*")),
              List.of(Pattern.compile(".*")),
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)));

  @Test
  void shouldSendOneAfterTheOther() {
    lane.add(parcel(1));
    lane.add(parcel(2));

    assertThat(lane.next(NOW)).contains(parcel(1));
    assertThat(lane.next(NOW)).as("the first is under way").isEmpty();
    assertThat(lane.finish(WELL, NOW)).isEqualTo(End.ARRIVED);
    assertThat(lane.next(NOW)).contains(parcel(2));
  }

  @Test
  void shouldTryAgainLaterAndLaterAndGiveUp() {
    lane.add(parcel(1));
    lane.add(parcel(2));
    Instant now = NOW;
    int tries = 0;
    End end = End.AGAIN;
    while (end == End.AGAIN) {
      if (lane.next(now).isPresent()) {
        tries++;
        end = lane.finish(BUSY, now);
      }
      now = now.plusSeconds(1);
    }

    assertThat(end).isEqualTo(End.GIVEN_UP);
    assertThat(tries).as("at 0, 1, 3, 7, 15 and 31 s").isEqualTo(6);
    assertThat(lane.next(now)).contains(parcel(2));
  }

  @Test
  void shouldWaitAsLongAsTheReceiverAsks() {
    lane.add(parcel(1));
    lane.next(NOW);
    lane.finish(
        new Outcome(Optional.of("HTTP 429"), false, Optional.of(Duration.ofSeconds(30))), NOW);

    assertThat(lane.next(NOW.plusSeconds(29))).isEmpty();
    assertThat(lane.next(NOW.plusSeconds(30))).isPresent();
  }

  @Test
  void shouldGiveUpAtOnceWhatTheReceiverWillNeverTake() {
    lane.add(parcel(1));
    lane.next(NOW);

    assertThat(lane.finish(new Outcome(Optional.of("HTTP 410"), true, Optional.empty()), NOW))
        .isEqualTo(End.GIVEN_UP);
  }

  @Test
  void shouldGiveUpTheOldestWhenTooManyWaitButNotWhatIsUnderWay() {
    for (int i = 0; i < Lane.LONGEST; i++) {
      assertThat(lane.add(parcel(i))).isEmpty();
    }
    lane.next(NOW);

    assertThat(lane.add(parcel(Lane.LONGEST))).contains(parcel(1));
    assertThat(lane.finish(WELL, NOW)).isEqualTo(End.ARRIVED);
    assertThat(lane.next(NOW)).contains(parcel(2));
  }

  private static Parcel parcel(int number) {
    return new Parcel(NOTICES.get(number), RECORDS.get(number));
  }

  private static final List<Notice> NOTICES =
      java.util.stream.IntStream.rangeClosed(0, Lane.LONGEST)
          .mapToObj(
              i ->
                  new Notice(
                      "s", "m:" + i, "m", "t", NOW, Notice.Tone.NEUTRAL, "what", "", Map.of()))
          .toList();
  private static final List<ConsumerRecord<byte[], byte[]>> RECORDS =
      java.util.stream.IntStream.rangeClosed(0, Lane.LONGEST)
          .mapToObj(i -> new ConsumerRecord<>("journal", 0, i, new byte[0], new byte[0]))
          .toList();
}
