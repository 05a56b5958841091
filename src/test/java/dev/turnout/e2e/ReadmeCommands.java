package dev.turnout.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an example's README tells a reader to type: the lines of its code blocks. */
record ReadmeCommands(List<String> commands) {
  private static final String FENCE = "```";

  static ReadmeCommands of(Path readme) throws IOException {
    return of(Files.readAllLines(readme));
  }

  /** Of one chapter, from its heading to the next one of its kind. */
  static ReadmeCommands of(Path readme, String heading) throws IOException {
    return of(
        Files.readAllLines(readme).stream()
            .dropWhile(line -> !line.equals(heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .toList());
  }

  private static ReadmeCommands of(List<String> lines) {
    List<String> commands = new ArrayList<>();
    boolean code = false;
    for (String line : lines) {
      if (line.startsWith(FENCE)) {
        code = !code && line.equals(FENCE);
      } else if (code && !line.isBlank()) {
        commands.add(line.strip());
      }
    }
    return new ReadmeCommands(commands);
  }

  /** Each command, split at its spaces. */
  List<List<String>> words() {
    return commands.stream().map(command -> List.of(command.split(" +"))).toList();
  }
}
