package dev.turnout.agents.router.local;

import dev.turnout.agents.router.RouterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is replaced as a whole or not at all, and only when its content changes. */
public final class WholeFile {
  private final Path path;

  public WholeFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** The content; empty text if there is no file. */
  public String read() {
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new RouterException("Expected to read %s, but: %s".formatted(path, e), e);
    }
  }

  /**
   * Replaces the content.
   *
   * @throws RouterException if the disk does not take it; the old content stays
   */
  public void write(String content) {
    if (Files.exists(path) && content.equals(read())) {
      return;
    }
    Path next = path.resolveSibling(path.getFileName() + ".tmp");
    try {
      Files.writeString(next, content);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new RouterException("Expected to write %s, but: %s".formatted(path, e), e);
    }
  }
}
