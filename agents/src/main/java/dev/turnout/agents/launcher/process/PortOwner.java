package dev.turnout.agents.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who listens on a port, as Linux tells. A server that answers is not yet the server that was
 * started: another program may have taken the port in the moment before.
 */
final class PortOwner {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortOwner() {}

  /**
   * The process outside of a family that listens on a port of the loopback address, in words; empty
   * if there is none, or if the system does not tell.
   */
  static Optional<String> stranger(int port, ProcessHandle family) {
    Set<String> sockets = listeners(port);
    Stream.concat(Stream.of(family), family.descendants())
        .forEach(member -> sockets.removeAll(sockets(PROC.resolve(Long.toString(member.pid())))));
    return sockets.isEmpty() ? Optional.empty() : holder(sockets);
  }

  private static Optional<String> holder(Set<String> sockets) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
          .filter(process -> sockets(process).stream().anyMatch(sockets::contains))
          .map(PortOwner::inWords)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static String inWords(Path process) {
    try {
      return "process %s (%s)"
          .formatted(process.getFileName(), Files.readString(process.resolve("comm")).strip());
    } catch (IOException e) {
      return "process " + process.getFileName();
    }
  }

  /** The listening sockets that take connections to 127.0.0.1 on this port, by their inodes. */
  private static Set<String> listeners(int port) {
    Set<String> inodes = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try (Stream<String> lines = Files.lines(PROC.resolve(table))) {
        lines
            .map(line -> line.strip().split("\\s+"))
            .filter(field -> field.length > 9 && field[3].equals(LISTENING))
            .filter(field -> field[1].endsWith(":%04X".formatted(port)))
            .filter(field -> takesLoopback(field[1].substring(0, field[1].indexOf(':'))))
            .forEach(field -> inodes.add("socket:[" + field[9] + "]"));
      } catch (IOException | UncheckedIOException e) {
        // Another system, or one without IPv6.
      }
    }
    return inodes;
  }

  /** Addresses are in the byte order of the machine, so 127.0.0.1 is {@code 0100007F}. */
  private static boolean takesLoopback(String address) {
    return address.chars().allMatch(digit -> digit == '0') || address.endsWith("7F");
  }

  /** The sockets of a process; empty if it may not be asked. */
  private static Set<String> sockets(Path process) {
    Set<String> found = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
        linkOf(descriptor).filter(link -> link.startsWith("socket:")).ifPresent(found::add);
      }
    } catch (IOException | UncheckedIOException e) {
      // It ended, or belongs to somebody else.
    }
    return found;
  }

  private static Optional<String> linkOf(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
