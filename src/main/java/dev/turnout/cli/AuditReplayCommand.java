package dev.turnout.cli;

import dev.turnout.cli.audit.ReplayedState;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Format;
import dev.turnout.output.ProgressLine;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a model's state as it was. */
@Command(
    name = "replay",
    description = {
      "Show the state of a model as it was at any time.",
      "",
      "The state is derived anew: the journal is followed over the recorded inputs up to that moment,"
          + " so that also counts and evidence between two decisions are known. Says where inputs have"
          + " expired."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout audit replay fraud",
      "  turnout audit replay fraud --until 2026-11-21T10:00:00Z",
      "  turnout audit replay fraud --until 10m",
      "  turnout audit replay fraud --until '#17'",
      "  turnout audit replay fraud --until metrics@3400 -o json"
    })
final class AuditReplayCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Option(
      names = "--until",
      paramLabel = "TIME|OFFSET",
      description =
          "2026-11-21T10:00:00Z, or a duration before now such as 10m: all that the brokers had by"
              + " then. #17: right after that entry of the journal. metrics@3400, agents@12,"
              + " commands@3: right after that input and all that followed from it (default: now).")
  private @Nullable String until;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ReplayedState replayed = replay();
    spec.commandLine()
        .getOut()
        .print(
            output.format() == Format.TABLE
                ? replayed.text()
                : Documents.write(output.format(), replayed.tree()));
    spec.commandLine().getOut().flush();
    return Exit.OK.code();
  }

  private ReplayedState replay() {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try {
      return ReplayedState.of(bus.connection(), model, Optional.ofNullable(until), line);
    } finally {
      line.clear();
    }
  }
}
