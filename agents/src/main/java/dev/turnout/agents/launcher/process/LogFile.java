package dev.turnout.agents.launcher.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a version's process writes. The process appends to the file by itself, so that it can
 * outlive the agent.
 */
final class LogFile {
  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 8;
  private static final int TAIL_CHARS = 800;

  private final Path file;

  LogFile(Path file) {
    this.file = file;
  }

  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  long size() {
    return file.toFile().length();
  }

  /**
   * Moves what was written into a second file when it is too much. Copies and empties the file
   * instead of renaming it, because the process keeps it open; as it appends, it goes on at the new
   * end. What is written in between is lost.
   */
  void cutAt(long maxBytes) {
    if (size() < maxBytes) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.copy(file, older, StandardCopyOption.REPLACE_EXISTING);
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot cut " + file, e);
    }
  }

  /** The last lines since a place in the file, without control characters; empty if none. */
  String lastWordsSince(long start) {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      long end = opened.length();
      long from = Math.max(Math.min(start, end), end - TAIL_BYTES);
      byte[] bytes = new byte[(int) (end - from)];
      opened.seek(from);
      opened.readFully(bytes);
      return lastWords(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return "";
    }
  }

  private static String lastWords(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    int skipped = Math.max(0, lines.size() - TAIL_LINES);
    String words = String.join(" | ", lines.subList(skipped, lines.size()));
    String clean = words.replaceAll("\\p{Cntrl}", " ");
    return clean.substring(Math.max(0, clean.length() - TAIL_CHARS));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
