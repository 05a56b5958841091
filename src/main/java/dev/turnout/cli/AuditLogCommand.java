package dev.turnout.cli;

import dev.turnout.bus.Journal;
import dev.turnout.cli.audit.AuditLog;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Format;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a model's journal. */
@Command(
    name = "log",
    description = {
      "Print who did what, when and why, from the journal of a model.",
      "",
      "WHO sent the command that an entry follows from, is the node that reported, or is 'turnout'"
          + " where the orchestrator decided by itself. CAUSE is the record that made it act; 'timer'"
          + " marks records that only carried the time past a deadline. Times are the brokers'.",
      "",
      "With -o json the full entries are printed, each with its evidence."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout audit log fraud",
      "  turnout audit log fraud --since 2h",
      "  turnout audit log fraud --since 2026-11-21T10:00:00Z --rollout fraud-v2",
      "  turnout audit log fraud -o json | jq '.[] | select(.who != \"turnout\")'"
    })
final class AuditLogCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Parameters(paramLabel = "MODEL", description = "Name of the model.")
  private String model = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description =
          "Entries of this time or later: 2026-11-21T10:00:00Z, or a duration before now such as 2h.")
  private @Nullable Instant since;

  @Option(
      names = "--rollout",
      paramLabel = "NAME",
      description =
          "Entries of this rollout: a name stands for all its attempts, an id such as fraud-v2#2 for"
              + " one.")
  private @Nullable String rollout;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    AuditLog log = AuditLog.of(Journal.ofModel(bus.connection(), model));
    if (rollout != null) {
      log = log.ofRollout(rollout);
    }
    if (since != null) {
      log = log.since(since);
    }
    spec.commandLine()
        .getOut()
        .print(
            output.format() == Format.TABLE
                ? log.text()
                : Documents.write(output.format(), log.tree()));
    spec.commandLine().getOut().flush();
    return Exit.OK.code();
  }
}
