package dev.turnout.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.schemas.CommandSignature;
import dev.turnout.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe in plain Python makes the same signature. */
class PythonSignatureTest {
  private static final String SCRIPT =
      """
      import sys
      sys.path.insert(0, sys.argv[1])
      from rollout import signed_headers
      pem = open(sys.argv[2], "rb").read()
      for name, value in signed_headers(pem, "turnout.commands", "fraud", b"value"):
          print(name, value.hex())
      """;

  @TempDir Path folder;

  @Test
  void shouldMakeASignatureThatHolds() throws Exception {
    // given
    Optional<Path> python = Program.python();
    assumeTrue(python.isPresent());
    SigningKey key = SigningKey.generate();
    Path pem = Files.writeString(folder.resolve("key.pem"), key.pem());
    Path recipe = Path.of("..", "examples", "python").toAbsolutePath();

    // when
    Process process =
        new ProcessBuilder(
                List.of(python.get().toString(), "-c", SCRIPT, recipe.toString(), pem.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    // then
    assertThat(process.waitFor()).as(printed).isZero();
    var headers = new RecordHeaders();
    printed
        .lines()
        .map(line -> line.split(" "))
        .forEach(parts -> headers.add(parts[0], HexFormat.of().parseHex(parts[1])));
    CommandSignature made = CommandSignature.of(headers).orElseThrow();
    assertThat(made.keyId()).isEqualTo(key.counterpart().fingerprint());
    byte[] message =
        CommandSignature.message(
            "turnout.commands",
            "fraud".getBytes(UTF_8),
            "value".getBytes(UTF_8),
            made.keyId(),
            made.signedAtMs());
    assertThat(key.counterpart().verifies(message, made.signature())).isTrue();
  }
}
