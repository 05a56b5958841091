package dev.turnout.bench.replay;

import dev.turnout.bus.BusRecording;
import dev.turnout.bus.Connection;
import dev.turnout.orchestrator.audit.Checkpoint;
import dev.turnout.orchestrator.audit.Verification;
import dev.turnout.orchestrator.audit.VerificationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Verifies a recording and reads it barely, by turns and several times, so that what else the
 * machine does meets both.
 */
public final class ReplayRace {
  private final Connection connection;
  private final int partitions;
  private final int threads;

  /**
   * @param partitions of each topic
   * @param threads of the verification
   */
  public ReplayRace(Connection connection, int partitions, int threads) {
    this.connection = connection;
    this.partitions = partitions;
    this.threads = threads;
  }

  /**
   * Runs so many rounds after one that does not count.
   *
   * @param passed hears of each round that ended
   */
  public ReplayResult run(int rounds, Consumer<Integer> passed) {
    List<Double> read = new ArrayList<>();
    List<Double> decoded = new ArrayList<>();
    List<Double> verified = new ArrayList<>();
    try (BusRecording recording = BusRecording.open(connection);
        Deserializer<Object> values = recording.values()) {
      BareConsumer reading = BareConsumer.reading(connection);
      BareConsumer decoding = BareConsumer.decoding(connection, values);
      BareConsumer.Read all = reading.read(partitions);
      BareConsumer.Read again = decoding.read(partitions);
      VerificationReport report = verify();
      passed.accept(0);
      for (int round = 1; round <= rounds; round++) {
        all = reading.read(partitions);
        read.add(all.seconds());
        again = decoding.read(partitions);
        decoded.add(again.seconds());
        report = verify();
        verified.add(report.took().toNanos() / 1e9);
        passed.accept(round);
      }
      return new ReplayResult(all, report, threads, read, decoded, verified);
    }
  }

  private VerificationReport verify() {
    Checkpoint start = Checkpoint.start(connection.topics().prefix(), partitions);
    BusRecording recording = BusRecording.open(connection);
    return new Verification(recording, start, Set.of(), Verification.Watcher.NOBODY).run(threads);
  }
}
