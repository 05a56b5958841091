package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.policy.Freeze;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Schedule;
import dev.turnout.orchestrator.policy.Scope;
import dev.turnout.orchestrator.rollout.AdmitRollout;
import dev.turnout.orchestrator.rollout.ApplyPolicy;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.LeavePlace;
import dev.turnout.orchestrator.rollout.Place;
import dev.turnout.orchestrator.rollout.PlaceGranted;
import dev.turnout.orchestrator.rollout.PlaceLeft;
import dev.turnout.orchestrator.rollout.PlaceRequested;
import dev.turnout.orchestrator.rollout.PolicyApplied;
import dev.turnout.orchestrator.rollout.RequestPlace;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.rollout.RolloutId;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What holds for all models, and who may be under way. */
public final class PolicyCodec {

  private PolicyCodec() {}

  /** The message of a policy. */
  public static dev.turnout.events.Policy write(Policy policy) {
    return new dev.turnout.events.Policy(
        Wire.each(policy.freezes(), PolicyCodec::write),
        Wire.each(policy.limits(), PolicyCodec::write));
  }

  /**
   * The policy of a message.
   *
   * @throws IllegalArgumentException if it breaks a rule; the message says what to write
   */
  public static Policy read(dev.turnout.events.Policy policy) {
    return new Policy(
        Wire.each(policy.getFreezes(), PolicyCodec::read),
        Wire.each(policy.getLimits(), PolicyCodec::read));
  }

  static void addCommandsTo(Translations<RolloutCommand> commands, CommandHeader header) {
    commands
        .add(
            ApplyPolicy.class,
            dev.turnout.events.ApplyPolicy.class,
            c -> new dev.turnout.events.ApplyPolicy(write(c.policy())),
            c -> new ApplyPolicy(header, read(c.getPolicy())))
        .add(
            RequestPlace.class,
            dev.turnout.events.RequestPlace.class,
            c ->
                new dev.turnout.events.RequestPlace(
                    c.model().value(), c.rolloutId().value(), write(c.labels()), c.running()),
            c ->
                new RequestPlace(
                    header,
                    new ModelName(c.getModel()),
                    new RolloutId(c.getRolloutId()),
                    read(c.getLabels()),
                    c.getRunning()))
        .add(
            LeavePlace.class,
            dev.turnout.events.LeavePlace.class,
            c -> new dev.turnout.events.LeavePlace(c.model().value(), c.rolloutId().value()),
            c ->
                new LeavePlace(
                    header, new ModelName(c.getModel()), new RolloutId(c.getRolloutId())))
        .add(
            AdmitRollout.class,
            dev.turnout.events.AdmitRollout.class,
            c -> new dev.turnout.events.AdmitRollout(c.rolloutId().value()),
            c -> new AdmitRollout(header, new RolloutId(c.getRolloutId())));
  }

  static void addEventsTo(Translations<RolloutEvent> events) {
    events
        .add(
            PolicyApplied.class,
            dev.turnout.events.PolicyApplied.class,
            e -> new dev.turnout.events.PolicyApplied(write(e.policy())),
            e -> new PolicyApplied(read(e.getPolicy())))
        .add(
            PlaceRequested.class,
            dev.turnout.events.PlaceRequested.class,
            e ->
                new dev.turnout.events.PlaceRequested(
                    e.model().value(), e.rolloutId().value(), write(e.labels()), e.running()),
            e ->
                new PlaceRequested(
                    new ModelName(e.getModel()),
                    new RolloutId(e.getRolloutId()),
                    read(e.getLabels()),
                    e.getRunning()))
        .add(
            PlaceGranted.class,
            dev.turnout.events.PlaceGranted.class,
            e -> new dev.turnout.events.PlaceGranted(e.model().value(), e.rolloutId().value()),
            e -> new PlaceGranted(new ModelName(e.getModel()), new RolloutId(e.getRolloutId())))
        .add(
            PlaceLeft.class,
            dev.turnout.events.PlaceLeft.class,
            e -> new dev.turnout.events.PlaceLeft(e.model().value(), e.rolloutId().value()),
            e -> new PlaceLeft(new ModelName(e.getModel()), new RolloutId(e.getRolloutId())));
  }

  /** The place of a message. */
  public static Place read(dev.turnout.events.PlaceView place) {
    return new Place(
        new ModelName(place.getModel()),
        new RolloutId(place.getRolloutId()),
        read(place.getLabels()),
        place.getAdmitted(),
        Instant.ofEpochMilli(place.getSinceMs()));
  }

  /** A place for everybody to read. */
  static dev.turnout.events.PlaceView view(Place place) {
    return new dev.turnout.events.PlaceView(
        place.model().value(),
        place.rolloutId().value(),
        write(place.labels()),
        place.admitted(),
        place.since().toEpochMilli());
  }

  private static dev.turnout.events.Freeze write(Freeze freeze) {
    dev.turnout.events.Freeze.Builder message =
        dev.turnout.events.Freeze.newBuilder()
            .setName(freeze.name())
            .setReason(freeze.reason())
            .setScope(write(freeze.scope()));
    if (freeze.schedule() instanceof Schedule.Once once) {
      message.setFromMs(once.from().toEpochMilli()).setToMs(once.to().toEpochMilli());
    } else if (freeze.schedule() instanceof Schedule.Repeated repeated) {
      message
          .setCron(repeated.cron())
          .setDurationMs(repeated.duration().toMillis())
          .setTimeZone(repeated.timeZone());
    }
    return message.build();
  }

  private static Freeze read(dev.turnout.events.Freeze freeze) {
    return new Freeze(
        freeze.getName(), freeze.getReason(), schedule(freeze), read(freeze.getScope()));
  }

  private static Schedule schedule(dev.turnout.events.Freeze freeze) {
    @Nullable String cron = freeze.getCron();
    @Nullable Long duration = freeze.getDurationMs();
    @Nullable String zone = freeze.getTimeZone();
    if (cron != null && duration != null) {
      return new Schedule.Repeated(cron, Wire.millis(duration), zone == null ? "UTC" : zone);
    }
    @Nullable Long from = freeze.getFromMs();
    @Nullable Long to = freeze.getToMs();
    if (from != null && to != null) {
      return new Schedule.Once(Wire.instant(from), Wire.instant(to));
    }
    throw new IllegalArgumentException(
        "Expected freeze '%s' with a cron expression and a duration, or with a beginning and an end, but got neither (write cron and for, or from and to)"
            .formatted(freeze.getName()));
  }

  private static dev.turnout.events.Limit write(Limit limit) {
    return new dev.turnout.events.Limit(
        limit.name(), limit.max(), Wire.orNull(limit.perLabel()), write(limit.scope()));
  }

  private static Limit read(dev.turnout.events.Limit limit) {
    return new Limit(
        limit.getName(),
        limit.getMax(),
        Optional.ofNullable(limit.getPerLabel()),
        read(limit.getScope()));
  }

  private static dev.turnout.events.Scope write(Scope scope) {
    return new dev.turnout.events.Scope(
        Wire.each(scope.models(), Glob::pattern), write(scope.labels()), write(scope.except()));
  }

  private static Scope read(dev.turnout.events.Scope scope) {
    return new Scope(
        Wire.each(List.copyOf(scope.getModels()), Glob::new),
        read(scope.getLabels()),
        read(scope.getExcept()));
  }

  /** Sorted by key, so that the same labels have the same bytes. */
  private static Map<String, String> write(SortedMap<String, String> labels) {
    return new LinkedHashMap<>(labels);
  }

  private static SortedMap<String, String> read(Map<String, String> labels) {
    return new TreeMap<>(labels);
  }
}
