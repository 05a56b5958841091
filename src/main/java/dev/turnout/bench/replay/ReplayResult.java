package dev.turnout.bench.replay;

import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Machine;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import dev.turnout.orchestrator.audit.VerificationReport;
import java.util.List;

/**
 * How fast all were.
 *
 * @param bare what lies on the bus
 * @param report of the last verification
 * @param threads of the verification
 * @param read seconds of the consumer that only reads, in each round
 * @param decoded seconds of the one that decodes, too
 * @param verified seconds of the verification
 */
public record ReplayResult(
    BareConsumer.Read bare,
    VerificationReport report,
    int threads,
    List<Double> read,
    List<Double> decoded,
    List<Double> verified) {

  /** The verification is to be at least so fast, as a share of the decoding consumer's speed. */
  private static final double GOAL = 0.5;

  public ReplayResult {
    read = List.copyOf(read);
    decoded = List.copyOf(decoded);
    verified = List.copyOf(verified);
  }

  /** Whether every entry was derived again, and nothing differed. */
  public boolean isComplete() {
    return report.isComplete()
        && report.inputs() == bare.inputs()
        && report.entries() == bare.entries();
  }

  /** For people and programs. */
  public Outcome outcome() {
    return new Outcome(
        "replay",
        Machine.here(),
        "%,d inputs, %,d entries, %,d MB; %d rounds"
            .formatted(bare.inputs(), bare.entries(), bare.bytes() / 1_000_000, read.size()),
        List.of(
            new Section(
                "Read from one broker, by turns",
                List.of("", "seconds", "inputs/s", "entries/s", "MB/s"),
                List.of(
                    row("consumer that reads", read),
                    row("consumer that decodes", decoded),
                    row("audit verify, %d threads".formatted(threads), verified)))),
        List.of(
            Goal.atLeast(
                "speed of audit verify / consumer that decodes",
                Spread.ratios(decoded, verified),
                GOAL,
                "")),
        List.of(
            "audit verify / consumer that reads: " + Spread.ratios(read, verified),
            "the broker runs in the same process and shares the processors"));
  }

  private List<Object> row(String name, List<Double> rounds) {
    Spread seconds = Spread.of(rounds);
    double median = seconds.median();
    return List.of(
        name,
        seconds,
        Math.round(bare.inputs() / median),
        Math.round(bare.entries() / median),
        Math.round(bare.bytes() / 1e6 / median));
  }
}
