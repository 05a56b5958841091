package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.desk.CommandDoor;
import dev.turnout.orchestrator.desk.InputDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Derives every decision of a recording from its inputs again, with the code that decides, and
 * compares the journal byte for byte. Each partition is verified on its own, by several threads.
 */
public final class Verification {

  /** Is told how far a verification is, by any of its threads. */
  public interface Watcher {

    /** Looks away. */
    Watcher NOBODY =
        new Watcher() {
          @Override
          public void expect(long inputs) {}

          @Override
          public void passed() {}
        };

    /** So many more inputs will be read, about. */
    void expect(long inputs);

    /** One input was taken. */
    void passed();
  }

  private static final int SUSPECTS = 1_000;

  private final Recording recording;
  private final Checkpoint from;
  private final Set<String> only;
  private final Watcher watcher;
  private final Optional<CommandDoor> door;
  private final LongAdder inputs = new LongAdder();
  private final Map<Integer, PartitionCheckpoint> reached = new ConcurrentHashMap<>();

  /**
   * @param from how far it was verified before; it must be of this installation
   * @param only names of the models to verify; empty for all
   * @param watcher is told how far it is
   */
  public Verification(Recording recording, Checkpoint from, Set<String> only, Watcher watcher) {
    this(recording, from, only, watcher, Optional.empty());
  }

  /**
   * The same, and says of every command again who signed it.
   *
   * @param door knows the trusted keys; is asked by several threads
   */
  public Verification(
      Recording recording,
      Checkpoint from,
      Set<String> only,
      Watcher watcher,
      Optional<CommandDoor> door) {
    if (from.partitions().size() != recording.partitions()) {
      throw new IllegalArgumentException(
          "Expected a checkpoint of %d partitions, but got one of %d (it is of another installation)"
              .formatted(recording.partitions(), from.partitions().size()));
    }
    this.recording = recording;
    this.from = from;
    this.only = Set.copyOf(only);
    this.watcher = watcher;
    this.door = door;
  }

  /**
   * Verifies all there is.
   *
   * @param threads how many partitions are verified at a time, from 1
   */
  public VerificationReport run(int threads) {
    long begin = System.nanoTime();
    List<PartitionFindings> found = inParallel(threads);
    return new VerificationReport(
        found.stream()
            .flatMap(partition -> partition.models().stream())
            .sorted(Comparator.comparing(ModelFindings::model))
            .toList(),
        found.stream().flatMap(partition -> partition.expired().stream()).toList(),
        inputs.sum(),
        found.stream().mapToLong(PartitionFindings::reordered).sum(),
        found.stream().flatMap(partition -> partition.undecided().stream()).toList(),
        found.stream()
            .map(PartitionFindings::signatures)
            .reduce(SignatureFindings.NONE, SignatureFindings::plus),
        Duration.ofNanos(System.nanoTime() - begin));
  }

  /** How far it was verified; after {@link #run}. */
  public Checkpoint reached() {
    return new Checkpoint(
        recording.topics().prefix(), List.copyOf(new TreeMap<>(reached).values()));
  }

  private List<PartitionFindings> inParallel(int threads) {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<PartitionFindings>> running = new ArrayList<>();
      for (PartitionCheckpoint partition : from.partitions()) {
        Callable<PartitionFindings> work = () -> verify(partition);
        running.add(workers.submit(work));
      }
      List<PartitionFindings> found = new ArrayList<>();
      for (Future<PartitionFindings> partition : running) {
        found.add(partition.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The verification was interrupted", e);
    } finally {
      workers.shutdownNow();
    }
  }

  /** Records on which the rules fail are taken carefully, as the orchestrator does. */
  private PartitionFindings verify(PartitionCheckpoint start) {
    Set<String> suspects = new HashSet<>();
    while (true) {
      try {
        return verify(start, suspects);
      } catch (RulesFailed e) {
        if (!suspects.add(e.record()) || suspects.size() > SUSPECTS) {
          throw e;
        }
      }
    }
  }

  private PartitionFindings verify(PartitionCheckpoint start, Set<String> suspects) {
    int partition = start.partition();
    LongAdder mine = new LongAdder();
    Deserializer<Object> values = recording.values();
    RecordedStates states = RecordedStates.read(recording, partition, values);
    // The ends are those of the moment of opening: every entry's inputs lie before theirs.
    try (RecordLog log = recording.open(recording.topics().journal(), partition, start.journal());
        var merge = new InputMerge(recording, partition, start.consumed())) {
      watcher.expect(merge.count(start.consumed()));
      var verification =
          new PartitionVerification(
              recording,
              start,
              only,
              new InputDecoder(
                  recording.topics(),
                  recording.partitions(),
                  values,
                  door.orElse(CommandDoor.OPEN)),
              new SignatureAudit(door.isPresent()),
              suspects,
              merge,
              () -> {
                mine.increment();
                watcher.passed();
              });
      var journal = new JournalSteps(log, values, verification::unreadable);
      verification.follow(journal);
      reached.put(partition, verification.checkpoint(journal.position()));
      PartitionFindings found = verification.finish(states);
      inputs.add(mine.sum());
      return found;
    }
  }
}
