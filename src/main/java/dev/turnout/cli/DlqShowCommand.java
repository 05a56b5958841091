package dev.turnout.cli;

import dev.turnout.letters.LetterText;
import dev.turnout.letters.Place;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter. */
@Command(
    name = "show",
    description = {
      "Show one dead letter: where it came from, why, its headers and bytes, and what they say as far"
          + " as the registry knows their schema."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout dlq show 2@17",
      "  turnout dlq show 2@17 -o json | jq -r .base64 | base64 -d > letter.bin"
    })
final class DlqShowCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private PlaneOptions plane = new PlaneOptions();

  @Parameters(
      paramLabel = "LETTER",
      converter = PlaceConverter.class,
      description = "Which one: PARTITION@OFFSET, as 'turnout dlq list' shows it.")
  private Place place = new Place(0, 0);

  @Mixin private FormatOption output = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, Object> letter = plane.open(spec).deadLetters().show(place);
    Format format = output.format();
    spec.commandLine()
        .getOut()
        .print(format == Format.TABLE ? LetterText.of(letter) : Documents.write(format, letter));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
