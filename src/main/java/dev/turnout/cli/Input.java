package dev.turnout.cli;

import dev.turnout.output.Failure;
import dev.turnout.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that a user names; {@code -} is standard input. */
final class Input {
  private static final int LIMIT = YamlDocument.MAX_BYTES;

  private Input() {}

  /** The whole text, at most 1 MiB of UTF-8. */
  static String read(String file) {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw Failure.invalid("Expected at most 1 MiB in %s, but got more", file);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw Failure.invalid("Expected the file %s, but there is none", file);
    } catch (CharacterCodingException e) {
      throw Failure.invalid("Expected text in UTF-8 in %s, but got other bytes", file);
    } catch (IOException e) {
      throw Failure.unreadable(file, e);
    }
  }

  private static InputStream open(String file) throws IOException {
    return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
  }
}
