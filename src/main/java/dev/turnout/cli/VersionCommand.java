package dev.turnout.cli;

import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which program this is. */
@Command(
    name = "version",
    description = "Print the version of the program and of Java.",
    footerHeading = "%nExamples:%n",
    footer = {"  turnout version", "  turnout version -o json"})
final class VersionCommand implements Runnable, IVersionProvider {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("version", number());
    version.put("java", Runtime.version().toString());
    Format format = output.format();
    String text =
        format == Format.TABLE
            ? "turnout %s on Java %s%n".formatted(number(), Runtime.version())
            : Documents.write(format, version);
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  @Override
  public String[] getVersion() {
    return new String[] {"turnout " + number()};
  }

  /** From the manifest of the jar; {@code development} when there is no jar. */
  static String number() {
    return Objects.requireNonNullElse(
        VersionCommand.class.getPackage().getImplementationVersion(), "development");
  }
}
