package dev.turnout.demo;

import dev.turnout.demo.load.Tally;
import dev.turnout.output.Failure;
import dev.turnout.output.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows in about a minute what Turnout does, on a real broker with real models. */
@Command(
    name = "demo",
    description = {
      "Show in about a minute what Turnout does: a good model version is promoted and four bad ones"
          + " are sent back.",
      "",
      "Everything is real and runs on this machine: a Kafka broker, three nodes with a proxy each,"
          + " models trained on Fisher's iris measurements, and users whose flowers are labelled"
          + " afterwards. All figures are measured."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Each scene ended as expected, and no request was lost",
      "1:A scene ended otherwise, or a request was lost"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout demo",
      "  turnout demo --scene 1,5 --speed 0.5",
      "  turnout demo --scene 2 --keep"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int NOT_AS_EXPECTED = 1;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help and exit.")
  private boolean helpAsked;

  @Option(names = "--verbose", description = "Print the log, and the stack trace of an error.")
  private boolean verbose;

  @Option(
      names = "--scene",
      split = ",",
      paramLabel = "N",
      description = "Play only these scenes, 1 to 5 (default: all).")
  private Set<Integer> scenes = new TreeSet<>();

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Divide the durations in the rollouts by X, from 0.1 to 10 (default: ${DEFAULT-VALUE})."
              + " Evidence takes as long as it takes.")
  private double speed = 1;

  @Option(
      names = "--keep",
      description = "Stay up afterwards, with users, and print how to look around.")
  private boolean keep;

  @Option(
      names = "--no-color",
      description = "Plain lines, also on a terminal (default without a terminal, and in CI).")
  private boolean plain;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Scene> chosen = Scenes.numbered(scenes);
    Pace pace = pace();
    var tally = new Tally(Clock.systemUTC());
    try (Narrator narrator = narrator(tally);
        var performance = Performance.prepare(narrator, tally, pace)) {
      boolean good = performance.play(chosen);
      if (keep) {
        performance.stay(Path.of(""));
      }
      return good ? 0 : NOT_AS_EXPECTED;
    }
  }

  private Pace pace() {
    try {
      return new Pace(speed);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private Narrator narrator(Tally tally) {
    PrintWriter out = spec.commandLine().getOut();
    boolean live = !plain && System.getenv("CI") == null && Terminal.isInteractive();
    return live ? new LiveNarrator(out, tally) : new PlainNarrator(out);
  }
}
