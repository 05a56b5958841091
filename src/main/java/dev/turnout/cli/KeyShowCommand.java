package dev.turnout.cli;

import dev.turnout.orchestrator.keys.KeyException;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what others may know of a key. */
@Command(
    name = "show",
    description = {
      "Show what others may know of a key: its fingerprint, and the line for the orchestrators' file"
          + " of trusted keys.",
      "",
      "FILE holds the private or the public key. The private key is never printed."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  turnout key show fraud-ci.pem", "  turnout key show fraud-ci.pem.pub -o json"})
final class KeyShowCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "Ed25519 key in PEM, private or public.")
  private Path file = Path.of("");

  @Mixin private FormatOption output = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    VerifyingKey key = key();
    String line =
        "{name: %s, publicKey: %s, actors: [\"...\"], role: operator, models: [\"...\"]}"
            .formatted(name(), key.line());
    PrintWriter out = spec.commandLine().getOut();
    if (output.format() == Format.TABLE) {
      out.printf("Fingerprint %s%n", key.fingerprint());
      out.println("Under 'keys:' of the orchestrators' file of trusted keys:");
      out.println("  - " + line);
    } else {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("fingerprint", key.fingerprint());
      tree.put("publicKey", key.line());
      tree.put("line", line);
      out.print(Documents.write(output.format(), tree));
    }
    out.flush();
    return Exit.OK.code();
  }

  private VerifyingKey key() {
    try {
      return isPublic() ? VerifyingKey.read(file) : SigningKey.read(file).counterpart();
    } catch (KeyException e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private boolean isPublic() {
    try {
      return Files.readString(file).contains("-----BEGIN PUBLIC KEY-----");
    } catch (IOException e) {
      throw Failure.unreadable(file.toString(), e);
    }
  }

  /** The file's name without what follows its first dot. */
  private String name() {
    return String.valueOf(file.getFileName()).replaceAll("[.].*", "");
  }
}
