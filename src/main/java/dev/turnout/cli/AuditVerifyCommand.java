package dev.turnout.cli;

import dev.turnout.bus.BusRecording;
import dev.turnout.cli.audit.VerificationText;
import dev.turnout.cli.audit.VerificationTree;
import dev.turnout.cli.audit.WatchedVerification;
import dev.turnout.orchestrator.audit.Checkpoint;
import dev.turnout.orchestrator.audit.Recording;
import dev.turnout.orchestrator.audit.Verification;
import dev.turnout.orchestrator.audit.VerificationReport;
import dev.turnout.orchestrator.bundle.BundleException;
import dev.turnout.orchestrator.bundle.BundleRecording;
import dev.turnout.orchestrator.bundle.BundleReport;
import dev.turnout.orchestrator.desk.CommandDoor;
import dev.turnout.orchestrator.keys.KeyException;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.output.ProgressLine;
import dev.turnout.signing.KeyRingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Derives every decision again and compares it with the journal. */
@Command(
    name = "verify",
    description = {
      "Derive every decision from the recorded inputs again, with the same code, and compare the"
          + " journal byte for byte.",
      "",
      "Finds entries that were altered, removed, moved or added, and decisions that were withheld."
          + " Each entry carries the seal (hash) of the one before, so that this also shows where the"
          + " inputs have expired; what followed from those is checked by the evidence in its entry.",
      "",
      "With --checkpoint it goes on from where the verification that wrote the file ended, and"
          + " writes the file anew: run it more often than metrics expire.",
      "With --bundle it reads a file of 'turnout audit export' instead of the bus, and checks its"
          + " signature and hashes first."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing contradicts the journal",
      "1:A difference was found, or a bundle is not what its writer signed",
      "2:Invalid input",
      "5:Cannot reach the bus or the registry"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout audit verify",
      "  turnout audit verify fraud -o json",
      "  turnout audit verify --checkpoint /var/lib/turnout/verified.avro",
      "  turnout audit verify --trusted-keys keys.yaml",
      "  turnout audit verify --bundle fraud.zip --public-key auditor.pub.pem"
    })
final class AuditVerifyCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..*",
      description = "Only these models (default: all).")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "Verify a bundle, without a broker.")
  private @Nullable Path bundle;

  @Option(
      names = "--public-key",
      paramLabel = "KEY",
      description = "The key that must have signed the bundle: Ed25519 in PEM.")
  private @Nullable Path publicKey;

  @Option(
      names = "--trusted-keys",
      paramLabel = "FILE",
      description =
          "The orchestrators' file of trusted keys: check the signatures of the commands again"
              + " (default: believe the journal about them).")
  private @Nullable Path trustedKeys;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Go on from this file if it is there; write it when nothing contradicts.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description = "Partitions that are verified at a time (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    requireSense();
    return bundle == null ? onTheBus() : inTheBundle(bundle);
  }

  private void requireSense() {
    if (bundle == null && publicKey != null) {
      throw Failure.invalid("Expected --bundle FILE with --public-key");
    }
    if (checkpoint != null && (bundle != null || !models.isEmpty())) {
      throw Failure.invalid(
          "Expected --checkpoint for all models of a bus, but got it with %s",
          bundle != null ? "--bundle" : "a model");
    }
    if (threads < 1) {
      throw Failure.invalid("Expected 1 thread or more, but got %d (write --threads 1)", threads);
    }
  }

  private int onTheBus() {
    try (BusRecording recording = BusRecording.open(bus.connection())) {
      return verify(recording, Optional.empty());
    }
  }

  private int inTheBundle(Path file) {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    Optional<VerifyingKey> key = key();
    try (BundleRecording recording =
        BundleRecording.open(
            file,
            key,
            (done, total) -> line.at((double) done / Math.max(1, total), "checking the hashes"))) {
      line.clear();
      return verify(recording, Optional.of(recording.report()));
    } catch (BundleException e) {
      line.clear();
      throw new Failure(Exit.DIFFERENT, String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<VerifyingKey> key() {
    try {
      return Optional.ofNullable(publicKey).map(VerifyingKey::read);
    } catch (KeyException e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private int verify(Recording recording, Optional<BundleReport> seal) {
    Verification verification;
    VerificationReport report;
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    try (var watched = new WatchedVerification(line)) {
      verification =
          new Verification(recording, start(recording), Set.copyOf(models), watched, trustedKeys());
      report = verification.run(threads);
    }
    requireModels(report);
    print(report, seal);
    if (checkpoint != null && report.isClean()) {
      write(verification.reached(), checkpoint);
    }
    return (report.isClean() ? Exit.OK : Exit.DIFFERENT).code();
  }

  private Optional<CommandDoor> trustedKeys() {
    try {
      return Optional.ofNullable(trustedKeys).map(KeyRingFile::read);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private Checkpoint start(Recording recording) {
    String prefix = recording.topics().prefix();
    if (checkpoint == null || !Files.exists(checkpoint)) {
      return Checkpoint.start(prefix, recording.partitions());
    }
    Checkpoint read = read(checkpoint);
    if (!read.prefix().equals(prefix) || read.partitions().size() != recording.partitions()) {
      throw Failure.invalid(
          "Expected '%s' to be a checkpoint of the topics '%s.*' with %d partitions, but it is of '%s.*' with %d",
          checkpoint, prefix, recording.partitions(), read.prefix(), read.partitions().size());
    }
    return read;
  }

  private static Checkpoint read(Path file) {
    try {
      return Checkpoint.read(file);
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.invalid(
          "Expected '%s' to be a checkpoint that 'turnout audit verify' wrote, but: %s",
          file, String.valueOf(e.getMessage()));
    }
  }

  private static void write(Checkpoint reached, Path file) {
    try {
      reached.write(file);
    } catch (IOException e) {
      throw Failure.invalid(
          "Could not write the checkpoint '%s': %s", file, String.valueOf(e.getMessage()));
    }
  }

  private void requireModels(VerificationReport report) {
    for (String model : models) {
      if (report.models().stream().noneMatch(found -> found.model().equals(model))) {
        throw Failure.invalid(
            "Expected a model with a journal, but got '%s' ('turnout audit verify' without a name lists all)",
            model);
      }
    }
  }

  private void print(VerificationReport report, Optional<BundleReport> seal) {
    String text =
        output.format() == Format.TABLE
            ? seal.map(AuditVerifyCommand::sentence).orElse("") + VerificationText.of(report)
            : Documents.write(output.format(), tree(report, seal));
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private static Map<String, Object> tree(VerificationReport report, Optional<BundleReport> seal) {
    Map<String, Object> tree = new LinkedHashMap<>();
    seal.ifPresent(
        checked -> {
          tree.put("trust", checked.trust().name());
          checked.fingerprint().ifPresent(print -> tree.put("fingerprint", print));
        });
    tree.putAll(VerificationTree.of(report));
    return tree;
  }

  private static String sentence(BundleReport checked) {
    String print = checked.fingerprint().orElse("");
    String signature =
        switch (checked.trust()) {
          case EXPECTED_KEY -> "Signed with the expected key %s.".formatted(print);
          case OWN_KEY ->
              "Signed with %s. This key came with the bundle and was compared with nothing: check the fingerprint, or give --public-key."
                  .formatted(print);
          case UNSIGNED -> "NOT signed: anybody could have written this bundle.";
        };
    return "%s %d files agree with their hashes.%n%n".formatted(signature, checked.files());
  }
}
