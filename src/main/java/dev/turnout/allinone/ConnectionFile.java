package dev.turnout.allinone;

import dev.turnout.bus.ConnectionSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells the other commands that are started in the same directory where the bus is. Removed when
 * the process that wrote it ends.
 */
public final class ConnectionFile implements AutoCloseable {
  private final Path file;
  private final String text;

  private ConnectionFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /** Writes the file into the working directory. */
  public static ConnectionFile write(Path directory, AllInOne all) throws IOException {
    Path file = directory.resolve(ConnectionSettings.LOCAL_FILE);
    String text =
        String.join(
            "\n",
            List.of(
                "# Written by turnout up; gone when it ends.",
                "bootstrap.servers=" + all.bootstrapServers(),
                "schema.registry.url=" + all.registryUrl(),
                ConnectionSettings.TOPIC_PREFIX + "=" + all.topics().prefix(),
                ""));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return new ConnectionFile(file, text);
  }

  /** Removes the file, unless another process has written its own since. */
  @Override
  public void close() {
    try {
      if (Files.isRegularFile(file) && Files.readString(file).equals(text)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("warning: could not remove " + file + ": " + e.getMessage());
    }
  }
}
