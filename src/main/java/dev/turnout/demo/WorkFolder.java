package dev.turnout.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * A temporary folder and what works in it. Closing ends the work and deletes the folder; so does
 * the end of the process, at whatever moment it is told to end. Safe for threads.
 */
final class WorkFolder implements AutoCloseable {
  private static final int TRIES = 3;
  private static final long PAUSE_MS = 100;

  private final Path path;
  private final Deque<AutoCloseable> work = new ArrayDeque<>();

  private WorkFolder(Path path) {
    this.path = path;
  }

  static WorkFolder create() throws IOException {
    var folder = new WorkFolder(Files.createTempDirectory("turnout-demo-"));
    Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "demo-clean-up"));
    return folder;
  }

  Path path() {
    return path;
  }

  /** Something that must end before the folder is deleted. */
  synchronized <T extends AutoCloseable> T closing(T part) {
    work.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    while (!work.isEmpty()) {
      try {
        work.pop().close();
      } catch (Exception e) {
        System.err.println("warning: a part of the demo did not end: " + e);
      }
    }
    // What was still starting when the process was told to end may write once more.
    for (int i = 0; i < TRIES && Files.isDirectory(path); i++) {
      delete();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(WorkFolder::deleteOne);
    } catch (IOException | UncheckedIOException e) {
      // Tried again by the caller; a temporary folder that stays does no harm.
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
