package dev.turnout.orchestrator.audit;

import dev.turnout.events.Cause;
import dev.turnout.events.CauseKind;
import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.analysis.Evidence;
import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.NodesSwitched;
import dev.turnout.orchestrator.rollout.Rollout;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import dev.turnout.orchestrator.rollout.RolloutView;
import dev.turnout.orchestrator.rollout.StepCompleted;
import dev.turnout.orchestrator.rollout.StepEntered;
import dev.turnout.orchestrator.rollout.WeightSet;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks what another policy would have decided in an attempt of long ago. The recorded journal is
 * followed over the recorded inputs, once as it was and once with the other policy's judge, which
 * sees the same reports from the start of the attempt, with the same past of the stable version.
 *
 * <p>The traffic stays as it was recorded: weights come from the journal, whatever the other policy
 * would have done by then. When the recorded traffic to the candidate ends, there is nothing left
 * to judge.
 */
public final class Backtest implements Replay.Listener {
  private static final ConsumedOffsets ALL_THERE_IS =
      new ConsumedOffsets(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private final RolloutId attempt;
  private final RolloutSpec policy;
  private final Replay replay;
  private final OtherJudge other;
  private final List<Ruling> recorded = new ArrayList<>();
  private final Map<Integer, Instant> entered = new TreeMap<>();
  private Optional<RolloutStarted> started = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<Instant> trafficFrom = Optional.empty();
  private Optional<Verdict> standing = Optional.empty();
  private boolean isUnderWay;
  private int agreeing;
  private int differing;

  private Backtest(
      ModelName model,
      RolloutId attempt,
      RolloutSpec policy,
      Map<InputTopic, ? extends InputLog> logs) {
    this.attempt = attempt;
    this.policy = policy;
    this.replay = new Replay(model, logs);
    this.other = new OtherJudge(model);
  }

  /**
   * Runs a policy over an attempt.
   *
   * @param journal all entries of the model, from the first
   * @param logs of all input topics, each at its first record
   * @param attempt which attempt; its start is in the journal
   * @param policy the other policy; it watches something
   */
  public static SideBySide run(
      ModelName model,
      List<JournalEntry> journal,
      Map<InputTopic, ? extends InputLog> logs,
      RolloutId attempt,
      RolloutSpec policy) {
    return new Backtest(model, attempt, policy, logs).follow(journal);
  }

  private SideBySide follow(List<JournalEntry> journal) {
    int next = 0;
    while (next < journal.size() && !isOver()) {
      next = followCause(journal, next);
    }
    if (!isOver()) {
      replay.absorb(ALL_THERE_IS, this);
      standing = other.standing();
    }
    RolloutStarted start =
        started.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected the start of %s in the journal".formatted(attempt)));
    return new SideBySide(
        start,
        startedAt.orElseThrow(),
        trafficFrom,
        replay.processor().now(),
        !isOver(),
        OtherPolicy.plan(start, policy),
        policy.analysis(),
        entered,
        new Rulings(recorded),
        new Rulings(other.rulings()),
        standing,
        agreeing,
        differing);
  }

  /** All entries of one cause are made at once: only before and behind them there is a judge. */
  private int followCause(List<JournalEntry> journal, int first) {
    Cause cause = journal.get(first).getCause();
    int next = first;
    while (next < journal.size() && journal.get(next).getCause().equals(cause)) {
      replay.follow(journal.get(next), this);
      next++;
    }
    if (isUnderWay) {
      other.ask();
    }
    return next;
  }

  private boolean isOver() {
    return started.isPresent() && !isUnderWay;
  }

  @Override
  public void absorbed(Input input) {
    other.absorb(input);
    if (isUnderWay) {
      other.ask();
    }
  }

  @Override
  public void before(JournalEntry message) {
    if (isUnderWay) {
      Entry entry = JournalCodec.read(message);
      if (message.getCause().getKind() == CauseKind.TIMER) {
        other.askAt(entry.at());
      }
      RecordedEvidence.of(entry.event()).ifPresent(this::compare);
      note(entry);
    }
  }

  @Override
  public void after(JournalEntry message) {
    Entry entry = JournalCodec.read(message);
    if (entry.event() instanceof RolloutStarted start && start.rolloutId().equals(attempt)) {
      begin(start, entry.at());
      other.follow(new Entry(entry.sequence(), entry.at(), OtherPolicy.of(start, policy)), true);
    } else {
      other.follow(entry, isUnderWay);
      isUnderWay &= !isEnd(entry.event());
    }
  }

  private void begin(RolloutStarted start, Instant at) {
    started = Optional.of(start);
    startedAt = Optional.of(at);
    isUnderWay = true;
    entered.put(0, at);
  }

  private static boolean isEnd(RolloutEvent event) {
    return event instanceof RolloutEnded || event instanceof RolloutStarted;
  }

  private void note(Entry entry) {
    RolloutEvent event = entry.event();
    if (event instanceof StepEntered step) {
      entered.put(step.step(), entry.at());
    }
    boolean traffic =
        event instanceof NodesSwitched
            || (event instanceof WeightSet weight && !weight.weight().isZero());
    if (traffic && trafficFrom.isEmpty()) {
      trafficFrom = Optional.of(entry.at());
    }
    if (Ruling.is(event) && !isUnguarded(event)) {
      Rollout rollout = replay.processor().model().rollout().orElseThrow();
      standing = other.standing();
      recorded.add(new Ruling(entry.at(), rollout.step(), rollout.weight(), event));
    }
  }

  private boolean isUnguarded(RolloutEvent event) {
    return event instanceof StepCompleted passed
        && !Rulings.isGuarded(started.orElseThrow().plan().step(passed.step()));
  }

  private void compare(Evidence evidence) {
    RolloutView view = replay.processor().view();
    view.attempt()
        .filter(known -> known.rollout().isJudged())
        .flatMap(RolloutView.AttemptView::verdict)
        .ifPresent(
            verdict -> {
              if (RecordedEvidence.agrees(evidence, verdict.evidence())) {
                agreeing++;
              } else {
                differing++;
              }
            });
  }
}
