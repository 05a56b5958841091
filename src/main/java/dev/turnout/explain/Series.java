package dev.turnout.explain;

import dev.turnout.bus.Connection;
import dev.turnout.bus.RecordedInputs;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.audit.EvidenceSeries;
import dev.turnout.orchestrator.audit.Moment;
import dev.turnout.orchestrator.audit.Replay;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutTurnedBack;
import dev.turnout.orchestrator.rollout.WeightSet;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.output.Numbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the judge had over the life of an attempt.
 *
 * @param isReplayed whether the recorded inputs were judged again; else only what the journal holds
 *     is known
 * @param note where the moments come from, in a sentence
 */
record Series(List<Moment> moments, boolean isReplayed, String note) {
  private static final int MOMENTS = 300;
  private static final ConsumedOffsets ALL_THERE_IS =
      new ConsumedOffsets(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * Judges the recorded inputs again with the code of this program. Falls back to the journal where
   * that does not give the recorded evidence.
   */
  static Series of(Connection connection, Story story) {
    try (RecordedInputs inputs = RecordedInputs.open(connection, story.model())) {
      Replay replay = new Replay(new ModelName(story.model()), inputs.logs());
      EvidenceSeries series =
          new EvidenceSeries(
              replay,
              new RolloutId(story.started().getRolloutId()),
              story.startedAt(),
              story.isRunning() ? Instant.now() : story.until(),
              MOMENTS);
      story.history().forEach(entry -> replay.follow(entry, series));
      if (story.isRunning()) {
        replay.absorb(ALL_THERE_IS, series);
      }
      return series.differing() == 0 && !series.moments().isEmpty()
          ? replayed(series)
          : recorded(story, series);
    }
  }

  /** The newest moment, or the newest decision if that is later. */
  Instant until(Story story) {
    return moments.stream()
        .map(Moment::at)
        .reduce(story.until(), (one, other) -> one.isAfter(other) ? one : other);
  }

  private static Series replayed(EvidenceSeries series) {
    return new Series(
        series.moments(),
        true,
        "judged again from the recorded inputs; the evidence of %s came out the same"
            .formatted(Numbers.count(series.agreeing(), "recorded decision")));
  }

  private static Series recorded(Story story, EvidenceSeries series) {
    return new Series(
        journal(story),
        false,
        ("from the journal's decisions alone: the recorded inputs no longer give the same evidence"
                + " (%d of %d decisions differ), because reports have expired or another version of"
                + " Turnout judged them")
            .formatted(series.differing(), series.differing() + series.agreeing()));
  }

  private static List<Moment> journal(Story story) {
    List<Moment> moments = new ArrayList<>();
    Weight weight = Weight.ZERO;
    for (Decision decision : story.decisions()) {
      var event = JournalCodec.read(decision.entry()).event();
      Instant at = decision.at();
      Optional<Evidence> evidence = decision.evidence();
      if (event instanceof WeightSet set) {
        weight = set.weight();
      }
      if (event instanceof NodesSwitched batch) {
        weight = batch.weight();
      }
      if (evidence.isPresent() || event instanceof WeightSet || event instanceof NodesSwitched) {
        moments.add(new Moment(at, weight, evidence));
      }
      if (event instanceof RolloutTurnedBack) {
        weight = Weight.ZERO;
        moments.add(new Moment(at, weight, Optional.empty()));
      }
    }
    return moments;
  }
}
