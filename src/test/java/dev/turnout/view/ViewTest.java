package dev.turnout.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.Outcome;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutState;
import dev.turnout.events.StepEntered;
import dev.turnout.output.Format;
import dev.turnout.output.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views word for word; {@code -Dturnout.golden.update=true} writes the present ones. */
class ViewTest {
  private static final Path GOLDEN = Path.of("test/resources/view");
  private static final Instant NOW = States.START;

  @Test
  void shouldShowARunningRolloutAsATree() throws IOException {
    assertGolden("tree-analysing.txt", String.join("\n", RolloutTree.of(States.analysing(), NOW)));
  }

  @Test
  void shouldShowWhichNodesAreSwitchedAndWhichAreNext() throws IOException {
    assertGolden("tree-rolling.txt", String.join("\n", RolloutTree.of(States.rolling(), NOW)));
  }

  @Test
  void shouldWriteTheShareOfTheNodesInTheTable() {
    assertThat(RolloutTable.of(List.of(States.rolling()), NOW)).contains("1/3 nodes");
  }

  @Test
  void shouldShowWhyARolloutWentBack() throws IOException {
    assertGolden(
        "tree-rolled-back.txt", String.join("\n", RolloutTree.of(States.rolledBack(), NOW)));
  }

  @Test
  void shouldShowAShadowAndItsEnd() throws IOException {
    assertGolden("tree-shadow.txt", String.join("\n", RolloutTree.of(States.shadowing(), NOW)));
    assertGolden("tree-passed.txt", String.join("\n", RolloutTree.of(States.passed(), NOW)));
    assertGolden(
        "table-shadow.txt", RolloutTable.of(List.of(States.shadowing(), States.passed()), NOW));
  }

  @Test
  void shouldShowAModelWithoutARollout() throws IOException {
    assertGolden("tree-idle.txt", String.join("\n", RolloutTree.of(States.idle(), NOW)));
  }

  @Test
  void shouldListModels() throws IOException {
    assertGolden(
        "table.txt",
        RolloutTable.of(List.of(States.idle(), States.analysing(), States.rolledBack()), NOW));
  }

  @Test
  void shouldKeepTheOrchestratorsSnapshotOutOfDocuments() {
    // when
    var tree = StateTree.of(States.analysing());

    // then
    assertThat(tree).containsEntry("phase", "Analysing").doesNotContainKey("snapshot");
    assertThat(String.valueOf(tree.get("steps"))).contains("{SetWeightStep={weight=0.1}}");
  }

  @Test
  void shouldPrintOneLineForEachChangeWithoutATerminal() {
    // given
    Watch watch = new Watch(Format.TABLE, false);
    RolloutState state = States.analysing();

    // when
    String first = watch.first(state, NOW);
    String unchanged = watch.next(RolloutState.newBuilder(state).setAtMs(1).build(), NOW);
    String changed = watch.next(States.rolledBack(), NOW);

    // then
    assertThat(first)
        .endsWith(
            "  fraud-v2#2 Analysing step 2/6 analysis 10m (beta 0.5) weight 0.1 nodes 1/3"
                + " verdict Continue: watching for another 7m30s\n");
    assertThat(unchanged).isEmpty();
    assertThat(changed).contains("RolledBack", "verdict Rollback");
  }

  @Test
  void shouldDrawTheTreeOverItselfOnATerminal() {
    // given
    Watch watch = new Watch(Format.TABLE, true);

    // when
    String first = watch.first(States.analysing(), NOW);
    String next = watch.next(States.analysing(), NOW);

    // then
    assertThat(first).startsWith(Terminal.CLEAR).contains("Analysing");
    assertThat(next).startsWith(Terminal.HOME).endsWith(Terminal.CLEAR_BELOW);
  }

  @Test
  void shouldTellEventsInWords() {
    // given
    EventLine lines = new EventLine(States.STEPS);

    // when
    String entered = lines.of(entry(new StepEntered("fraud-v2", 1))).orElseThrow();
    String ended =
        lines
            .of(entry(new RolloutEnded("fraud-v2", Outcome.FAST_PROMOTED, "all done")))
            .orElseThrow();

    // then
    assertThat(entered).endsWith("  step 2/6 analysis 10m (beta 0.5)");
    assertThat(ended).endsWith("  fraud-v2 FastPromoted: all done");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void shouldExitWithTheOutcome(Outcome outcome) {
    // when
    int code = Status.exitOf(outcome).code();

    // then
    assertThat(code)
        .isEqualTo(
            switch (outcome) {
              case PROMOTED, FAST_PROMOTED, PASSED -> 0;
              case ROLLED_BACK, ABORTED, SUPERSEDED -> 1;
              case INCONCLUSIVE -> 4;
            });
  }

  private static JournalEntry entry(Object event) {
    return new JournalEntry(
        "fraud",
        1L,
        NOW.toEpochMilli(),
        1,
        "",
        new Cause(CauseKind.INPUT, "turnout.commands", 0, 0L),
        new ConsumedOffsets(0L, 0L, 0L),
        event);
  }

  private static void assertGolden(String name, String shown) throws IOException {
    Path golden = GOLDEN.resolve(name);
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(golden));
  }
}
