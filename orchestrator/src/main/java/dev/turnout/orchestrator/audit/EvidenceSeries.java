package dev.turnout.orchestrator.audit;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.MetricsReported;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutView;
import dev.turnout.orchestrator.rollout.RolloutView.AttemptView;
import dev.turnout.orchestrator.rollout.WeightSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects what the judge had over the life of one attempt while a {@link Replay} goes by: at equal
 * distances of time, and at every entry that carries evidence.
 */
public final class EvidenceSeries implements Replay.Listener {
  private final Replay replay;
  private final RolloutId rollout;
  private final Duration distance;
  private final List<Moment> moments = new ArrayList<>();
  private Instant next;
  private int agreeing;
  private int differing;

  /**
   * @param from start of the attempt
   * @param to its end, or the latest that is known of it
   * @param count about how many moments to collect
   */
  public EvidenceSeries(Replay replay, RolloutId rollout, Instant from, Instant to, int count) {
    this.replay = replay;
    this.rollout = rollout;
    this.distance = Duration.between(from, to).dividedBy(count);
    this.next = from;
  }

  /** The moments so far, in the order of time. */
  public List<Moment> moments() {
    return List.copyOf(moments);
  }

  /** Entries whose recorded evidence came out again, a count. */
  public int agreeing() {
    return agreeing;
  }

  /** Entries whose recorded evidence did not come out again, a count. */
  public int differing() {
    return differing;
  }

  @Override
  public void absorbed(Input input) {
    if (input instanceof MetricsReported && !input.at().isBefore(next)) {
      collect(input.at());
    }
  }

  @Override
  public void before(JournalEntry recorded) {
    Entry entry = JournalCodec.read(recorded);
    RecordedEvidence.of(entry.event())
        .ifPresent(
            evidence ->
                present()
                    .flatMap(this::evidence)
                    .ifPresent(
                        replayed -> {
                          compare(evidence, replayed);
                          collect(entry.at());
                        }));
  }

  @Override
  public void after(JournalEntry recorded) {
    Entry entry = JournalCodec.read(recorded);
    if (entry.event() instanceof WeightSet || entry.event() instanceof NodesSwitched) {
      collect(entry.at());
    }
  }

  private void collect(Instant at) {
    present()
        .ifPresent(
            attempt -> {
              add(new Moment(at, attempt.rollout().weight(), evidence(attempt)));
              next = at.plus(distance);
            });
  }

  /** A verdict and the step that follows from it have the same evidence at the same time. */
  private void add(Moment moment) {
    if (moments.isEmpty() || !moments.get(moments.size() - 1).equals(moment)) {
      moments.add(moment);
    }
  }

  private void compare(Evidence recorded, Evidence replayed) {
    if (RecordedEvidence.agrees(recorded, replayed)) {
      agreeing++;
    } else {
      differing++;
    }
  }

  private Optional<AttemptView> present() {
    Optional<Rollout> mine =
        replay.processor().model().rollout().filter(attempt -> attempt.id().equals(rollout));
    return mine.isEmpty() ? Optional.empty() : view().attempt();
  }

  private RolloutView view() {
    return replay.processor().view();
  }

  /** What the judge says now; what it said last does not count. */
  private Optional<Evidence> evidence(AttemptView attempt) {
    return attempt.rollout().isJudged()
        ? attempt.verdict().map(verdict -> verdict.evidence())
        : Optional.empty();
  }
}
