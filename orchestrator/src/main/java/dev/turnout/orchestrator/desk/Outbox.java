package dev.turnout.orchestrator.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.codec.CommandCodec;
import dev.turnout.orchestrator.codec.RouteCodec;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.schemas.DeadLetter;
import dev.turnout.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;

/**
 * What the next transaction writes. Of route tables and states only the newest of each model is
 * written: at once for a model of which something was decided, by turns for the others, so that
 * states do not cost more the more models there are.
 */
public final class Outbox {

  /** So many states or other records make a transaction of some megabytes. */
  static final int ENOUGH = 500;

  /** At least so many states of models of which nothing was decided are written at a time. */
  static final int STATES_AT_A_TIME = 32;

  /** At most so many: what is decided meanwhile waits for them. */
  private static final int MOST_STATES_AT_A_TIME = 96;

  /**
   * All that wait are written in so many times: who goes on after a crash recalls what came since.
   */
  private static final int TURN = 160;

  private record Routed(int partition, RouteTable table, List<Header> headers) {}

  private final Topics topics;
  private final List<Outgoing> records = new ArrayList<>();
  private final Map<ModelName, Routed> routes = new LinkedHashMap<>();
  private final Map<ModelName, PartitionDesk> decided = new LinkedHashMap<>();
  private final Set<PartitionDesk> unsaved = new LinkedHashSet<>();
  private Optional<Instant> firstCause = Optional.empty();
  private boolean progressed;
  private List<Header> headers = List.of();

  public Outbox(Topics topics) {
    this.topics = topics;
  }

  /** Journal entries and tables that come from now on get these headers. */
  public void label(List<Header> labels) {
    headers = List.copyOf(labels);
  }

  /** How many records wait. */
  public int size() {
    return records.size();
  }

  /** The journal entries among the records that came after so many. */
  public List<JournalEntry> entriesAfter(int count) {
    return records.subList(count, records.size()).stream()
        .map(Outgoing::message)
        .filter(JournalEntry.class::isInstance)
        .map(JournalEntry.class::cast)
        .toList();
  }

  /**
   * @param at the broker's time of the record that caused it
   */
  public void journal(int partition, JournalEntry entry, Instant at) {
    records.add(message(topics.journal(), partition, entry.getModel(), entry, headers));
    if (firstCause.isEmpty() || at.isBefore(firstCause.get())) {
      firstCause = Optional.of(at);
    }
  }

  public void route(int partition, RouteTable table) {
    routes.put(table.model(), new Routed(partition, table, headers));
  }

  public void deadLetter(int partition, DeadLetter letter) {
    records.add(
        new Outgoing(
            topics.deadLetters(),
            OptionalInt.of(partition),
            letter.key(),
            letter.value(),
            letter.headers()));
  }

  public void tick(int partition, RolloutCommand tick) {
    records.add(
        message(
            topics.commands(),
            partition,
            tick.header().model().value(),
            CommandCodec.write(tick),
            List.of()));
  }

  /** A command to a ledger of any partition. */
  public void command(RolloutCommand command) {
    byte[] key = command.header().model().value().getBytes(UTF_8);
    records.add(
        new Outgoing(
            topics.commands(), OptionalInt.empty(), key, CommandCodec.write(command), List.of()));
  }

  /** Something was decided of the model: its state goes into the next transaction. */
  public void decided(ModelName model, PartitionDesk desk) {
    decided.put(model, desk);
  }

  /** Something was noted of a model of the desk: its state is written when its turn comes. */
  public void noted(PartitionDesk desk) {
    unsaved.add(desk);
  }

  /** The desks of these partitions are somebody else's now. */
  public void forget(Set<Integer> partitions) {
    unsaved.removeIf(desk -> partitions.contains(desk.partition()));
  }

  /** Inputs were consumed, although perhaps nothing follows from them. */
  public void progressed() {
    progressed = true;
  }

  public boolean isEmpty() {
    return !progressed && records.isEmpty() && unsaved.isEmpty();
  }

  /** Whether somebody waits for it. */
  public boolean isUrgent() {
    return !records.isEmpty();
  }

  /** Whether it is to be written before more is added: a transaction must end in time. */
  public boolean isFull() {
    return decided.size() + records.size() >= ENOUGH;
  }

  /** The broker's time of the oldest input from which a journal entry follows. */
  public Optional<Instant> firstCause() {
    return firstCause;
  }

  /** What somebody waits for, and states whose turn it is; journal first. */
  public List<Outgoing> drain() {
    addOldest();
    return drainUrgent();
  }

  /** What somebody waits for, journal first. */
  public List<Outgoing> drainUrgent() {
    var all = new ArrayList<>(records);
    routes.forEach(
        (model, routed) ->
            all.add(
                message(
                    topics.routes(),
                    routed.partition(),
                    model.value(),
                    RouteCodec.write(routed.table()),
                    routed.headers())));
    decided.forEach((model, desk) -> desk.saved(model));
    unsaved.removeIf(desk -> desk.oldestUnsaved().isEmpty());
    decided.forEach((model, desk) -> all.add(state(model, desk)));
    clearUrgent();
    return all;
  }

  public void clear() {
    clearUrgent();
    unsaved.clear();
  }

  private void clearUrgent() {
    records.clear();
    routes.clear();
    decided.clear();
    firstCause = Optional.empty();
    progressed = false;
  }

  /** By turns of one model each, so that a partition of many models keeps no other waiting. */
  private void addOldest() {
    int waiting = unsaved.stream().mapToInt(PartitionDesk::unsaved).sum();
    int room = Math.min(Math.max(waiting / TURN, STATES_AT_A_TIME), MOST_STATES_AT_A_TIME);
    while (room > 0 && !unsaved.isEmpty()) {
      for (PartitionDesk desk : List.copyOf(unsaved)) {
        Optional<ModelName> oldest = desk.oldestUnsaved();
        if (oldest.isEmpty()) {
          unsaved.remove(desk);
        } else if (room > 0) {
          desk.saved(oldest.get());
          decided.put(oldest.get(), desk);
          room--;
        }
      }
    }
  }

  private Outgoing state(ModelName model, PartitionDesk desk) {
    return message(
        topics.rollouts(), desk.partition(), model.value(), desk.stateOf(model), List.of());
  }

  private static Outgoing message(
      String topic, int partition, String key, SpecificRecord value, List<Header> headers) {
    return new Outgoing(topic, OptionalInt.of(partition), key.getBytes(UTF_8), value, headers);
  }
}
