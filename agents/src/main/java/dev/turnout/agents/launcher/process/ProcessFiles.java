package dev.turnout.agents.launcher.process;

import dev.turnout.agents.launcher.LaunchOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The logs and records of one model's processes: {@code v2.log} and {@code v2.process}. */
final class ProcessFiles {
  private static final String RECORD = ".process";

  private final Path directory;

  ProcessFiles(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make directory " + directory, e);
    }
  }

  LogFile log(String version) {
    return new LogFile(directory.resolve(fileName(version) + ".log"));
  }

  CommandTemplate.Command command(ProcessConfig config, LaunchOrder order, int port) {
    CommandTemplate.Command filled =
        config.command().fill(config.model(), order.version(), order.source(), port);
    return new CommandTemplate.Command(
        config.limits().around(filled.arguments(), port), filled.environment());
  }

  void remember(
      LaunchOrder order, int port, ProcessHandle process, CommandTemplate.Command command) {
    Instant startedAt = process.info().startInstant().orElseGet(Instant::now);
    new ProcessRecord(order, port, process.pid(), startedAt, digest(command))
        .write(directory.resolve(fileName(order.version()) + RECORD));
  }

  void forget(String version) {
    try {
      Files.deleteIfExists(directory.resolve(fileName(version) + RECORD));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the record of version " + version, e);
    }
  }

  /** What the agent before this one left behind. */
  List<ProcessRecord> records() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(RECORD))
          .map(ProcessRecord::read)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list directory " + directory, e);
    }
  }

  /** Tells whether two commands are the same, without keeping what may be a secret. */
  static String digest(CommandTemplate.Command command) {
    String text = command.arguments() + "\n" + new TreeMap<>(command.environment());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A version's name may hold anything, so what could leave the directory is escaped. */
  private static String fileName(String version) {
    return URLEncoder.encode(version, StandardCharsets.UTF_8);
  }
}
