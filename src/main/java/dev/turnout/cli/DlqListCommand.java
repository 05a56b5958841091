package dev.turnout.cli;

import dev.turnout.bus.Connection;
import dev.turnout.cli.letters.Letter;
import dev.turnout.cli.letters.LetterTable;
import dev.turnout.cli.letters.LetterTree;
import dev.turnout.cli.letters.Letters;
import dev.turnout.output.Documents;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
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
  private static final Comparator<Letter> OLDEST_FIRST =
      Comparator.comparing(Letter::at)
          .thenComparing(letter -> letter.place().partition())
          .thenComparing(letter -> letter.place().offset());

  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

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
    if (last < 1 || last > 10_000) {
      throw Failure.invalid("--last: Expected 1 to 10000 letters, but got %d", last);
    }
    Connection connection = bus.connection();
    Predicate<Letter> wanted = filter.filter(connection.topics(), Instant.now());
    PriorityQueue<Letter> newest = new PriorityQueue<>(OLDEST_FIRST);
    int[] all = new int[1];
    try (Letters letters = Letters.open(connection)) {
      letters.each(
          (letter, replays) -> {
            if (wanted.test(letter)) {
              all[0]++;
              newest.add(letter.withoutBytes());
              if (newest.size() > last) {
                newest.remove();
              }
            }
          });
      print(letters, newest.stream().sorted(OLDEST_FIRST).toList(), all[0]);
    }
    return 0;
  }

  private void print(Letters letters, List<Letter> shown, int all) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.format() != Format.TABLE) {
      out.print(
          Documents.write(
              output.format(),
              shown.stream().map(one -> LetterTree.of(one, letters.replays(one))).toList()));
    } else if (shown.isEmpty()) {
      out.println("No dead letters.");
    } else {
      LetterTable table = new LetterTable();
      shown.forEach(letter -> table.add(letter, letters.replays(letter)));
      out.print(table);
      if (all > shown.size()) {
        out.println("%d older ones are not shown (--last)".formatted(all - shown.size()));
      }
    }
    out.flush();
  }
}
