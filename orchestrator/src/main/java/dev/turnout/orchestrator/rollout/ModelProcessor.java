package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.Verdict;
import dev.turnout.orchestrator.policy.PolicyInForce;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one door for the runtime: takes the inputs of one model and returns the entries of its
 * journal, already applied. Used by one thread at a time.
 *
 * <p>Replay: the same inputs in the same order give the same entries. Between two entries the
 * inputs of different topics may even be exchanged, as long as each topic keeps its order: {@link
 * #absorb} them in any order, then {@link #process} the one that caused the next entry.
 *
 * <p>Give the inputs in the order of their times where several are at hand: silence is judged by
 * the latest time that any input carried.
 */
public final class ModelProcessor {
  // Far more than the steps of a plan and the nodes of a fleet can give in one go: beyond it is a
  // bug.
  private static final int LONGEST_COURSE = 1_000;

  private final Telemetry telemetry;
  private Model model;
  private PolicyInForce policy = new PolicyInForce();

  /** A model of which nothing was heard. */
  public ModelProcessor(ModelName name) {
    this(Model.unknown(name), new Telemetry());
  }

  private ModelProcessor(Model model, Telemetry telemetry) {
    this.model = model;
    this.telemetry = telemetry;
  }

  /** Goes on exactly like the processor that the snapshot was taken of. */
  public static ModelProcessor restore(ProcessorSnapshot snapshot) {
    Model model = snapshot.model();
    return new ModelProcessor(
        model, Telemetry.restore(snapshot.telemetry(), model.rollout().flatMap(Rollout::analysis)));
  }

  /** Asks this policy from now on; until then there is none. */
  public ModelProcessor obey(PolicyInForce other) {
    policy = other;
    return this;
  }

  /** Like the processor that the snapshot was taken of, under the same policy as this one. */
  public ModelProcessor back(ProcessorSnapshot snapshot) {
    return restore(snapshot).obey(policy);
  }

  /**
   * Takes an input.
   *
   * @return the entries that follow from it, in order; empty if it only was noted
   * @throws IllegalArgumentException if the input is of another model
   */
  public List<Entry> process(Input input) {
    requireMine(input);
    telemetry.passTime(input.at());
    List<Entry> entries = new ArrayList<>();
    apply(input.take(model, telemetry, policy), entries);
    runCourse(entries);
    return entries;
  }

  /**
   * Takes an input that caused no entry when it was live, for a replay.
   *
   * @throws IllegalArgumentException if the input is of another model
   */
  public void absorb(Input input) {
    requireMine(input);
    telemetry.passTime(input.at());
    input.take(model, telemetry, policy);
  }

  /** Takes a time that caused no entry when it was live, for a replay. */
  public void absorbTime(Instant at) {
    telemetry.passTime(at);
  }

  /**
   * Takes an input like {@link #process}, but leaves it to a journal to say what followed.
   *
   * @return what {@link #process} would have begun with
   */
  public Noted note(Input input) {
    requireMine(input);
    telemetry.passTime(input.at());
    List<RolloutEvent> events = input.take(model, telemetry, policy);
    return events.isEmpty() ? pending() : new Noted(events, true);
  }

  /** Takes the time like {@link #passTime}, but leaves it to a journal to say what followed. */
  public Noted noteTime(Instant at) {
    telemetry.passTime(at);
    return pending();
  }

  private Noted pending() {
    List<RolloutEvent> next = Course.next(model, telemetry, policy);
    if (next.isEmpty()) {
      forgetGone();
    }
    return new Noted(next, false);
  }

  /**
   * Takes an entry as it was recorded, for a replay that must not decide anew. The input that
   * caused it was absorbed before.
   */
  public void follow(Entry recorded) {
    telemetry.passTime(recorded.at());
    apply(List.of(recorded.event()), new ArrayList<>());
    forgetGone();
  }

  /**
   * Takes the time that a record of another model carried; returns the entries of all that was due.
   */
  public List<Entry> passTime(Instant at) {
    telemetry.passTime(at);
    List<Entry> entries = new ArrayList<>();
    runCourse(entries);
    return entries;
  }

  /**
   * The next time at which something may follow although no input comes; always after {@link #now}.
   */
  public Optional<Instant> dueAt() {
    return Course.dueAt(model, telemetry, policy).stream()
        .filter(telemetry.now()::isBefore)
        .min(Instant::compareTo);
  }

  /** The latest time that an input carried. */
  public Instant now() {
    return telemetry.now();
  }

  public Model model() {
    return model;
  }

  /** The table that the nodes shall have in force; empty before the first rollout. */
  public Optional<RouteTable> routeTable() {
    return model.routeTable();
  }

  /** What the judge says now, without its reasons; empty while nothing is judged. */
  public Optional<Verdict.Kind> verdictKind() {
    return model
        .unfinished()
        .flatMap(rollout -> Course.situation(model, rollout, telemetry).verdictKind());
  }

  /** The present state, for reading. */
  public RolloutView view() {
    return RolloutView.of(model, telemetry);
  }

  public ProcessorSnapshot snapshot() {
    return new ProcessorSnapshot(model, telemetry.snapshot());
  }

  private void requireMine(Input input) {
    if (!input.model().equals(model.name())) {
      throw new IllegalArgumentException(
          "Expected an input of model '%s', but got one of '%s'"
              .formatted(model.name(), input.model()));
    }
  }

  private void runCourse(List<Entry> entries) {
    List<RolloutEvent> next = Course.next(model, telemetry, policy);
    for (int i = 0; !next.isEmpty(); i++) {
      if (i > LONGEST_COURSE) {
        throw new IllegalStateException(
            "Expected model '%s' to come to rest, but it goes on with %s"
                .formatted(model.name(), next));
      }
      apply(next, entries);
      next = Course.next(model, telemetry, policy);
    }
    forgetGone();
  }

  private void forgetGone() {
    telemetry.forgetGone(node -> model.fleet().node(node).isPresent());
  }

  private void apply(List<RolloutEvent> events, List<Entry> entries) {
    for (RolloutEvent event : events) {
      boolean wasPromoted = isPromoted();
      model = model.after(event, telemetry.now());
      entries.add(new Entry(model.journalSequence(), telemetry.now(), event));
      if (isPromoted() && !wasPromoted) {
        telemetry.forgetHistory();
      }
      keepJudge();
    }
  }

  private boolean isPromoted() {
    return model.rollout().filter(Rollout::isPromoted).isPresent();
  }

  /** The judge lives as long as there is something to judge. */
  private void keepJudge() {
    Optional<Rollout> judged = model.rollout().filter(Rollout::isJudged);
    if (judged.isEmpty()) {
      telemetry.stopJudging();
    } else if (!telemetry.isJudging()) {
      Rollout rollout = judged.get();
      telemetry.startJudging(
          rollout.analysis().orElseThrow(),
          rollout.plan().expectedDuration(rollout.expected().size()));
    }
  }
}
