package dev.turnout.api.model;

import dev.turnout.bus.Connection;
import dev.turnout.control.Policies;
import dev.turnout.control.PolicyPartitions;
import dev.turnout.events.RolloutState;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * The state of all models, whoever decides about them, kept up to date from the bus. Bounded by the
 * number of models: of the past only what happened lately is kept. Safe for all threads.
 */
public final class ReadModel implements AutoCloseable {
  private final ConcurrentNavigableMap<String, ModelView> models = new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<String, RolloutState> offices =
      new ConcurrentSkipListMap<>();
  private final Feed feed = new Feed();
  private final Answers answers = new Answers();
  private final JournalFollower journal;
  private final StateFollower states;

  private ReadModel(Connection connection) {
    // First the journal, so that nothing falls between what is read and what is told.
    this.journal = new JournalFollower(connection, this);
    this.states = new StateFollower(connection, models, offices, feed);
  }

  /** Begins to read, in threads of its own. */
  public static ReadModel follow(Connection connection) {
    ReadModel model = new ReadModel(connection);
    model.journal.start();
    model.states.start();
    return model;
  }

  /** Why it does not know all models yet, one sentence each; empty when it does. */
  public List<String> unready() {
    return java.util.stream.Stream.of(states.unready(), journal.unready())
        .flatMap(Optional::stream)
        .toList();
  }

  /** All models in the order of their names, from behind this one; empty begins at the first. */
  public Collection<ModelView> after(String name) {
    return Collections.unmodifiableCollection(models.tailMap(name, false).values());
  }

  /** The state of one model. */
  public Optional<ModelView> of(String model) {
    return Optional.ofNullable(models.get(model));
  }

  /**
   * The state that is meant by the name of a rollout, the id of an attempt or the name of a model,
   * in this order. Attempts that are over and not their model's last are not known here.
   *
   * @param visible which models may be seen
   */
  public Optional<ModelView> find(String name, Predicate<String> visible) {
    return first(visible, state -> name.equals(state.getRollout()))
        .or(() -> first(visible, state -> name.equals(state.getRolloutId())))
        .or(() -> of(name).filter(view -> visible.test(view.model())));
  }

  /** The policy as it holds; empty if none was ever set. */
  public Optional<Policies.InForce> policy() {
    return PolicyPartitions.inForce(offices, states.partitions());
  }

  /** What happened lately. */
  public Feed feed() {
    return feed;
  }

  /** What was answered lately. */
  public Answers answers() {
    return answers;
  }

  private Optional<ModelView> first(Predicate<String> visible, Predicate<RolloutState> wanted) {
    return models.values().stream()
        .filter(view -> wanted.test(view.state()) && visible.test(view.model()))
        .findFirst();
  }

  @Override
  public void close() {
    states.close();
    journal.close();
  }
}
