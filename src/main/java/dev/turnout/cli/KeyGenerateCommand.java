package dev.turnout.cli;

import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key that signs commands or bundles. */
@Command(
    name = "generate",
    description = {
      "Make an Ed25519 key that signs commands, or bundles of the audit.",
      "",
      "Writes the private key into FILE, which only you may read, and the public key into FILE.pub."
          + " The same as 'openssl genpkey -algorithm ed25519' and 'openssl pkey -pubout'. Give the"
          + " public key to those who check signatures, on another way than what is signed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout key generate fraud-ci.pem",
      "  turnout rollout start -f rollout.yaml --actor pipeline/fraud-ci --sign-key fraud-ci.pem",
      "  turnout audit export --out fraud.zip --sign-key auditor.pem fraud"
    })
final class KeyGenerateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "Where to write the private key.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    SigningKey key = SigningKey.generate();
    Path open = Path.of(file + ".pub");
    write(file, key.pem(), ownerOnly());
    write(open, key.counterpart().pem());
    spec.commandLine()
        .getOut()
        .printf(
            "Private key %s, public key %s%nFingerprint %s%n",
            file, open, key.counterpart().fingerprint());
    spec.commandLine().getOut().flush();
    return Exit.OK.code();
  }

  private static void write(Path file, String text, FileAttribute<?>... attributes) {
    try {
      Files.createFile(file, attributes);
      Files.writeString(file, text);
    } catch (FileAlreadyExistsException e) {
      throw Failure.invalid(
          "Expected a new file for the key, but '%s' exists (a key is never overwritten)", file);
    } catch (IOException e) {
      throw new Failure(
          Exit.INVALID_INPUT,
          "Expected a file that can be written, but got '%s': %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
