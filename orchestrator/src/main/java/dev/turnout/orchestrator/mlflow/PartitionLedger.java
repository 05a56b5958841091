package dev.turnout.orchestrator.mlflow;

import dev.turnout.orchestrator.mlflow.RolloutDecision.Mark;
import dev.turnout.orchestrator.rollout.Entry;
import dev.turnout.orchestrator.rollout.RolloutEnded;
import dev.turnout.orchestrator.rollout.RolloutStarted;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The models of one partition of the journal: how their attempts stand, and what waits. */
final class PartitionLedger {
  /** An attempt under way, and the offset at which it began. */
  private record Begun(Course course, long offset) {}

  private final long caughtUpAt;
  private final boolean first;
  private final Map<String, Begun> courses = new TreeMap<>();
  private final Map<String, Backlog> backlogs = new TreeMap<>();
  private long position;

  /**
   * @param position offset of the next entry
   * @param end offset at which what was there when the partition came is read
   * @param first whether nobody has followed this partition before
   */
  PartitionLedger(long position, long end, boolean first) {
    this.position = position;
    this.caughtUpAt = end;
    this.first = first;
  }

  /** Takes the entry at an offset. */
  void take(String model, Entry entry, String hash, long offset) {
    if (entry.event() instanceof RolloutStarted started) {
      courses.put(model, new Begun(new Course(model, started), offset));
      return;
    }
    Begun begun = courses.get(model);
    if (begun == null) {
      return;
    }
    Mark mark = new Mark(entry.at(), entry.sequence(), hash);
    begun
        .course()
        .decided(entry.event(), mark)
        .ifPresent(
            decision ->
                backlogs.computeIfAbsent(model, m -> new Backlog()).add(decision, begun.offset()));
    if (entry.event() instanceof RolloutEnded) {
      courses.remove(model);
    }
  }

  /** Everything before this offset is taken. */
  void moveTo(long next) {
    boolean before = isCaughtUp();
    position = next;
    if (first && !before && isCaughtUp()) {
      backlogs.values().forEach(Backlog::keepLast);
    }
  }

  boolean isCaughtUp() {
    return position >= caughtUpAt;
  }

  /** Gives every model that has something due. */
  void eachDue(Instant now, BiConsumer<RolloutDecision, Backlog> act) {
    if (!isCaughtUp()) {
      return;
    }
    backlogs.values().forEach(log -> log.due(now).ifPresent(decision -> act.accept(decision, log)));
  }

  /**
   * From where the partition is to be read after a restart: the beginning of the oldest attempt
   * that is under way, or whose decision waits.
   */
  long restartAt() {
    return LongStream.concat(
            courses.values().stream().mapToLong(Begun::offset),
            backlogs.values().stream().flatMapToLong(Backlog::begunAt))
        .reduce(position, Math::min);
  }

  Stream<Map.Entry<String, Backlog>> waiting() {
    return backlogs.entrySet().stream().filter(backlog -> backlog.getValue().isWaiting());
  }
}
