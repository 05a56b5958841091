package dev.turnout.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private final Questions questions = new Questions();

  @Test
  void shouldKnowWhenWhatWasAskedAtTheLastPoll() {
    questions.polled(Set.of("a", "b"), 100);
    questions.polled(Set.of("b", "c"), 200);

    assertThat(questions.lastAsked("a")).isEmpty();
    assertThat(questions.lastAsked("b")).contains(200L);
    assertThat(questions.lastAsked("c")).contains(200L);
  }

  @Test
  void shouldKnowItAfterARestart() {
    // given
    Questions next = new Questions();

    // when
    questions.polled(Set.of("a", "b"), 100).forEach(entry -> keep(next, entry));
    questions.polled(Set.of("b"), 200).forEach(entry -> keep(next, entry));

    // then
    assertThat(next.lastAsked("a")).isEmpty();
    assertThat(next.lastAsked("b")).contains(200L);
  }

  @Test
  void shouldWriteOnlyWhatChanged() {
    questions.polled(Set.of("a", "b"), 100);

    assertThat(questions.polled(Set.of("a", "c"), 200))
        .containsExactly(new Entry.NotAsked("b"), new Entry.Asked("c"), new Entry.Polled(200));
  }

  /** As it comes back from the topic. */
  private static void keep(Questions questions, Entry entry) {
    byte[] value = EntryCodec.write(entry).orElse(null);
    questions.restore(EntryCodec.read(entry.key(), value));
  }
}
