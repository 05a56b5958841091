package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * The promises of the heart over random histories; the {@link Invariants} hold after every input.
 */
@Tag("property")
class PromisesTest {
  private static final int TRIES = 150;

  @Provide
  Arbitrary<List<Act>> histories() {
    return Act.histories();
  }

  @Property(tries = TRIES, seed = "1")
  void shouldReachTheEndAfterAnAbortFromEveryState(@ForAll("histories") List<Act> history) {
    // given
    Scene scene = play(history, Scene.withNodes("node-1", "node-2"));

    // when
    scene.abort();

    // then
    scene.converge();
    scene.pass(Duration.ofMinutes(10));
    assertThat(scene.model().unfinished()).isEmpty();
  }

  @Property(tries = TRIES, seed = "1")
  void shouldFoldTheJournalToTheLiveModel(@ForAll("histories") List<Act> history) {
    // given
    Scene scene = play(history, Scene.withNodes("node-1", "node-2"));

    // when
    Model folded = Model.unknown(Scene.FRAUD);
    for (Entry entry : scene.journal) {
      folded = folded.after(entry.event(), entry.at());
    }

    // then
    assertThat(folded).isEqualTo(scene.model());
    assertThat(folded.routeTable()).isEqualTo(scene.processor().routeTable());
  }

  @Property(tries = TRIES, seed = "1")
  void shouldReplayTheInputsToTheSameJournal(@ForAll("histories") List<Act> history) {
    // given
    Scene scene = play(history, Scene.withNodes("node-1", "node-2"));

    // when
    ModelProcessor again = new ModelProcessor(Scene.FRAUD);
    List<Entry> journal = new ArrayList<>();
    scene.inputs.forEach(input -> journal.addAll(again.process(input)));

    // then
    assertThat(journal).isEqualTo(scene.journal);
    assertThat(again.snapshot()).isEqualTo(scene.processor().snapshot());
  }

  @Property(tries = TRIES, seed = "1")
  void shouldChangeNothingWhenInputsComeTwice(@ForAll("histories") List<Act> history) {
    // given
    Scene scene = play(history, Scene.withNodes("node-1", "node-2"));
    ProcessorSnapshot before = scene.processor().snapshot();

    // when
    List<Entry> entries = new ArrayList<>();
    scene.inputs.forEach(input -> entries.addAll(scene.processor().process(input)));

    // then
    assertThat(entries).isEmpty();
    assertThat(scene.processor().snapshot()).isEqualTo(before);
  }

  @Property(tries = TRIES, seed = "1")
  void shouldGoOnFromASnapshotAsIfUninterrupted(@ForAll("histories") List<Act> history) {
    // given
    Scene uninterrupted = play(history, Scene.withNodes("node-1", "node-2"));

    // when
    Scene restarted =
        play(
            history,
            Scene.withNodes("node-1", "node-2")
                .replacingProcessor(old -> ModelProcessor.restore(old.snapshot())));

    // then
    assertThat(restarted.journal).isEqualTo(uninterrupted.journal);
    assertThat(restarted.processor().snapshot()).isEqualTo(uninterrupted.processor().snapshot());
  }

  /** An audit knows how far each topic was read at an entry, but not in which order. */
  @Property(tries = TRIES, seed = "1")
  void shouldDecideTheSameWhenTheTopicsAreReadInAnotherOrder(
      @ForAll("histories") List<Act> history, @ForAll long seed) {
    // given
    Scene scene = play(history, Scene.withNodes("node-1", "node-2"));
    Random random = new Random(seed);
    ModelProcessor audit = new ModelProcessor(Scene.FRAUD);

    // when
    List<Entry> journal = new ArrayList<>();
    List<Input> quiet = new ArrayList<>();
    ModelProcessor live = new ModelProcessor(Scene.FRAUD);
    for (Input input : scene.inputs) {
      if (live.process(input).isEmpty()) {
        quiet.add(input);
      } else {
        Topics.shuffled(quiet, random).forEach(audit::absorb);
        quiet.clear();
        journal.addAll(audit.process(input));
      }
    }

    // then
    assertThat(journal).isEqualTo(scene.journal);
  }

  @Property(tries = 1, generation = GenerationMode.RANDOMIZED, seed = "1")
  void shouldReachEveryOutcome() {
    // given
    Random random = new Random(1);
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);

    // when
    for (int i = 0; i < 2000 && outcomes.size() < Outcome.values().length; i++) {
      List<Act> history = Act.quickHistories().generator(1000).next(random).value();
      play(history, Scene.withNodes("node-1", "node-2")).journal.stream()
          .map(Entry::event)
          .filter(RolloutEnded.class::isInstance)
          .forEach(event -> outcomes.add(((RolloutEnded) event).outcome()));
    }

    // then
    assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
  }

  private static Scene play(List<Act> history, Scene scene) {
    history.forEach(act -> act.on(scene));
    return scene;
  }
}
