package dev.turnout.cli;

import dev.turnout.letters.LetterPage;
import dev.turnout.letters.LetterQuery;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(
    name = "list",
    description = {
      "List the dead letters, oldest first: when, from where, and why.",
      "",
      "REPLAYED says when a letter was last written once more, or of which letter it is the next"
          + " failure."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout dlq list",
      "  turnout dlq list --topic metrics --model fraud --since 2h",
      "  turnout dlq list -o json | jq -r '.[].reason' | sort | uniq -c"
    })
final class DlqListCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private PlaneOptions plane = new PlaneOptions();

  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(
      names = "--last",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "The newest letters only, 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private int last = 100;

  @Mixin private FormatOption output = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LetterQuery query = filter.query(Instant.now(), last);
    LetterPage page = plane.open(spec).deadLetters().list(query);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        output.format() == Format.TABLE
            ? page.table()
            : Documents.write(output.format(), page.letters()));
    out.flush();
    return 0;
  }
}
