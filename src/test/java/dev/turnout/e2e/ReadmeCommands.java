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
    List<String> commands = new ArrayList<>();
    boolean code = false;
    for (String line : Files.readAllLines(readme)) {
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
