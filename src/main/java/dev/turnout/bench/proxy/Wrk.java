package dev.turnout.bench.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The load generator wrk: a new request on each connection as soon as the last is answered. */
final class Wrk {
  private static final String MARK = "turnout-bench";

  private final String program;
  private final Path script;
  private final int connections;

  private Wrk(String program, Path script, int connections) {
    this.program = program;
    this.script = script;
    this.connections = connections;
  }

  /**
   * @param folder for its script
   */
  static Wrk open(String program, Path folder, Requests requests, int connections)
      throws IOException {
    Path script = Files.writeString(folder.resolve("wrk.lua"), requests.lua(MARK));
    return new Wrk(program, script, connections);
  }

  /** Asks at full speed, with one thread. */
  Load run(int port, int seconds) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program,
            "-t1",
            "-c" + connections,
            "-d" + seconds + "s",
            "-s" + script,
            "http://127.0.0.1:" + port);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines()
        .filter(line -> line.startsWith(MARK + " "))
        .map(Wrk::read)
        .findFirst()
        .orElseThrow(() -> new IOException("Expected wrk to measure, but it says: " + said));
  }

  private static Load read(String line) {
    String[] words = line.split(" ", -1);
    return new Load(
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]) / 1e6,
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]));
  }
}
