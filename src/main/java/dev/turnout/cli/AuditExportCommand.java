package dev.turnout.cli;

import dev.turnout.bus.BusRecording;
import dev.turnout.bus.Connection;
import dev.turnout.orchestrator.bundle.BundleException;
import dev.turnout.orchestrator.bundle.BundleExport;
import dev.turnout.orchestrator.bundle.Manifest;
import dev.turnout.orchestrator.bundle.RecordsFile;
import dev.turnout.orchestrator.keys.KeyException;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.output.ProgressLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Writes what was recorded into one signed file. */
@Command(
    name = "export",
    description = {
      "Write what was recorded into one signed file, which is verified without a broker.",
      "",
      "The bundle holds the journal, all inputs that are still there, states, dead letters and"
          + " schemas, with a hash of each and a signature over all. It is a zip of Avro files,"
          + " described in docs/audit.md.",
      "",
      "With models, it holds their records only. Of a record of another model that carried the time"
          + " past one of their deadlines it holds the offset and the time, without content.",
      "",
      "A key is made with 'turnout key generate' or 'openssl genpkey -algorithm ed25519'."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:Written", "2:Invalid input", "5:Cannot reach the bus or the registry"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout audit export --out all.zip --sign-key auditor.pem",
      "  turnout audit export --out fraud.zip --sign-key auditor.pem fraud",
      "  turnout audit export --out fraud.zip --unsigned fraud -o json"
    })
final class AuditExportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..*",
      description = "Only what concerns these models (default: everything).")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where to write the bundle; it must not exist.")
  private Path out = Path.of("");

  @Option(
      names = "--sign-key",
      paramLabel = "KEY",
      description = "The private key that signs: Ed25519, PKCS#8 in PEM, without password.")
  private @Nullable Path signKey;

  @Option(names = "--unsigned", description = "Write a bundle that anybody could have written.")
  private boolean unsigned;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<SigningKey> key = key();
    if (Files.exists(out)) {
      throw Failure.invalid("Expected a new file, but '%s' exists", out);
    }
    Manifest manifest = export(bus.connection(), key);
    String text =
        output.format() == Format.TABLE
            ? sentence(manifest, key)
            : Documents.write(output.format(), tree(manifest, key));
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return Exit.OK.code();
  }

  private Optional<SigningKey> key() {
    if (signKey == null && !unsigned) {
      throw Failure.invalid(
          "Expected a key that signs the bundle: write --sign-key KEY.pem ('turnout key generate KEY.pem' makes one), or --unsigned");
    }
    if (signKey != null && unsigned) {
      throw Failure.invalid("Expected either --sign-key or --unsigned, but got both");
    }
    try {
      return Optional.ofNullable(signKey).map(SigningKey::read);
    } catch (KeyException e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  /** Under another name until it is complete: a broken-off export leaves nothing. */
  private Manifest export(Connection connection, Optional<SigningKey> key) {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    try {
      Manifest manifest = write(connection, part, key);
      Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (IOException e) {
      throw new Failure(
          Exit.INVALID_INPUT, "Could not write the bundle '%s': %s".formatted(out, e), e);
    } catch (BundleException e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    } finally {
      delete(part);
    }
  }

  private Manifest write(Connection connection, Path part, Optional<SigningKey> key)
      throws IOException {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try {
      BusRecording recording = BusRecording.open(connection);
      var export =
          new BundleExport(
              recording,
              recording::schema,
              models,
              (fraction, records) -> line.at(fraction, "%,d records".formatted(records)));
      var origin =
          new BundleExport.Origin(
              VersionCommand.number(),
              Instant.now().truncatedTo(ChronoUnit.MILLIS),
              new ActorOptions().asker().actor());
      return export.write(new BufferedOutputStream(Files.newOutputStream(part)), origin, key);
    } finally {
      line.clear();
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new Failure(
          Exit.INVALID_INPUT, "Could not delete '%s': %s".formatted(part, e.getMessage()), e);
    }
  }

  private String sentence(Manifest manifest, Optional<SigningKey> key) {
    return "Wrote %s: %,d records, %,d entries of %d models, %s.%n"
        .formatted(
            out,
            records(manifest),
            manifest.entries(),
            manifest.journals().size(),
            key.map(signer -> "signed with " + signer.counterpart().fingerprint())
                .orElse("not signed"));
  }

  private Map<String, Object> tree(Manifest manifest, Optional<SigningKey> key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", out.toString());
    tree.put("records", records(manifest));
    tree.put("entries", manifest.entries());
    tree.put("models", manifest.journals().stream().map(head -> head.model()).toList());
    key.ifPresent(signer -> tree.put("fingerprint", signer.counterpart().fingerprint()));
    return tree;
  }

  private static long records(Manifest manifest) {
    return manifest.records().stream().mapToLong(RecordsFile::count).sum();
  }
}
