package dev.turnout.cli;

import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.switching.SwitchRace;
import dev.turnout.bench.switching.SwitchSetting;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long a full switch takes. */
@Command(
    name = "switch",
    description = {
      "Measure how long it takes to send all users to the other version.",
      "",
      "First by the number of distinct users that the agent's proxy has seen, beside a router that"
          + " keeps an entry for each user. Then by the number of nodes: from the commit of the route"
          + " table until the last consumer of the route topic has it. Broker and nodes are in this"
          + " process."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Measured; the table says which goals were met",
      "1:A user or a node did not get the new version",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench switch --quick",
      "  turnout bench switch --nodes 1,10,100 --json switch.json",
      "  turnout bench switch --users 10,1000000 --nodes 1,10 --rounds 11"
    })
final class SwitchBenchCommand implements Callable<Integer> {
  private static final SwitchSetting QUICK =
      new SwitchSetting(List.of(10, 10_000), List.of(1, 10), 1);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private BenchOutput output = new BenchOutput();

  @Option(names = "--quick", description = "One round with few users and nodes: does it work?")
  private boolean quick;

  @Option(
      names = "--users",
      paramLabel = "N",
      split = ",",
      defaultValue = "10,1000,100000,1000000,10000000",
      description = "Numbers of users, separated by commas (default: ${DEFAULT-VALUE}).")
  private List<Integer> users = List.of();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,10,100,1000",
      description = "Numbers of nodes, separated by commas (default: ${DEFAULT-VALUE}).")
  private List<Integer> nodes = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "9",
      description = "How often each is measured (default: ${DEFAULT-VALUE}).")
  private int rounds = 9;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.print(measure(setting()), spec.commandLine().getOut());
    return Exit.OK.code();
  }

  private Outcome measure(SwitchSetting setting) throws IOException, InterruptedException {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try {
      return new SwitchRace(setting, (what, done) -> line.at(done, what)).run();
    } catch (IllegalStateException e) {
      throw new Failure(Exit.DIFFERENT, String.valueOf(e.getMessage()), e);
    } finally {
      line.clear();
    }
  }

  private SwitchSetting setting() {
    try {
      return quick ? QUICK : new SwitchSetting(users, nodes, rounds);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
