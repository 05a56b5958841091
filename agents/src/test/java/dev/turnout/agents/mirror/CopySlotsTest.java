package dev.turnout.agents.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopySlotsTest {

  @Test
  void shouldGiveNoMoreThanThereAre() {
    CopySlots slots = new CopySlots(2);

    assertThat(slots.take(1)).isTrue();
    assertThat(slots.take(1)).isTrue();
    assertThat(slots.take(1)).isFalse();
    slots.free(1);
    assertThat(slots.take(1)).isTrue();
  }

  @Test
  void shouldBoundTheMemoryToo() {
    CopySlots slots = new CopySlots(100);
    int half = (int) (CopySlots.MOST_BYTES / 2);

    assertThat(slots.take(half)).isTrue();
    assertThat(slots.take(half)).isTrue();
    assertThat(slots.take(1)).isFalse();
    assertThat(slots.take(0)).isTrue();
    slots.free(half);
    assertThat(slots.take(half)).isTrue();
  }
}
