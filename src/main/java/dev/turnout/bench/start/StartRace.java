package dev.turnout.bench.start;

import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Machine;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjDoubleConsumer;

/**
 * Starts the program again and again, with the archive of loaded classes and without it by turns,
 * beside a Java virtual machine that has nothing to do.
 */
public final class StartRace {
  private static final double HELP_SECONDS = 0.3;
  private static final double UP_SECONDS = 8;
  private static final String NOTHING = "java, a main that returns";
  private static final String HELP = "turnout --help";
  private static final String GET = "turnout get rollouts";
  private static final String UP = "turnout up, until a command is accepted";
  private static final String FROM_OURS = "shared objects file (top)";
  private static final String FROM_JAVAS = "shared objects file";

  private final Path launcher;
  private final Path folder;
  private final int rounds;
  private final ObjDoubleConsumer<String> passed;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Double> nothing = new ArrayList<>();
  private final Map<String, Map<Sharing, List<Double>>> seconds = new LinkedHashMap<>();
  private int steps;

  /**
   * @param launcher the script {@code turnout}
   * @param folder an empty one, which stays the caller's to delete
   * @param rounds of which each starts everything once, from 1
   * @param passed hears what is done, and which share of all is done
   */
  public StartRace(Path launcher, Path folder, int rounds, ObjDoubleConsumer<String> passed) {
    this.launcher = launcher.toAbsolutePath();
    this.folder = folder;
    this.rounds = rounds;
    this.passed = passed;
  }

  /**
   * Starts everything once, {@code turnout up} with the archive only.
   *
   * @throws IllegalStateException if something does not start
   */
  public Outcome runOnce() throws IOException, InterruptedException {
    return measure(
        asked -> {
          add(UP, Sharing.NOW, asked.up().seconds());
          round(asked);
        });
  }

  /**
   * Measures all rounds, after a start of each that does not count.
   *
   * @throws IllegalStateException if something does not start
   */
  public Outcome run() throws IOException, InterruptedException {
    return measure(
        asked -> {
          round(asked);
          nothing.clear();
          seconds.clear();
          for (int round = 1; round <= rounds; round++) {
            round(asked);
          }
          for (int round = 1; round <= rounds; round++) {
            ups(round);
          }
        });
  }

  /** Commands, and what they ask. */
  private record Asked(Launcher commands, AllInOneProcess up, List<String> get) {}

  private interface Measurement {
    void run(Asked asked) throws IOException, InterruptedException;
  }

  private Outcome measure(Measurement measurement) throws IOException, InterruptedException {
    Launcher first = new Launcher(launcher, Files.createDirectory(folder.resolve("up")));
    passed.accept("archive of classes", 0);
    first.seconds(Sharing.NOW, List.of("version"));
    try (AllInOneProcess up = AllInOneProcess.start(first, Sharing.NOW, http)) {
      Launcher commands = new Launcher(launcher, Files.createDirectory(folder.resolve("commands")));
      List<String> get = new ArrayList<>(List.of("get", "rollouts"));
      get.addAll(up.connection());
      Asked asked = new Asked(commands, up, get);
      measurement.run(asked);
      return outcome(loaded(asked));
    }
  }

  private void round(Asked asked) throws IOException, InterruptedException {
    Launcher commands = asked.commands();
    nothing.add(commands.seconds(new ProcessBuilder(bareJava())));
    for (Sharing sharing : Sharing.values()) {
      add(HELP, sharing, commands.seconds(sharing, List.of("--help")));
      add(GET, sharing, commands.seconds(sharing, asked.get()));
    }
    passed.accept("commands", ++steps / (3.0 * rounds + 1));
  }

  private void ups(int round) throws IOException, InterruptedException {
    for (Sharing sharing : Sharing.values()) {
      Path own = Files.createDirectory(folder.resolve("up-%s-%d".formatted(sharing.word(), round)));
      try (var up = AllInOneProcess.start(new Launcher(launcher, own), sharing, http)) {
        add(UP, sharing, up.seconds());
      }
      passed.accept("turnout up", ++steps / (3.0 * rounds + 1));
    }
  }

  private void add(String what, Sharing sharing, double took) {
    seconds
        .computeIfAbsent(what, any -> new EnumMap<>(Sharing.class))
        .computeIfAbsent(sharing, any -> new ArrayList<>())
        .add(took);
  }

  /** With the flags that the launcher gives to commands. */
  private static List<String> bareJava() {
    try {
      Path classes =
          Path.of(Nothing.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-cp",
          classes.toString(),
          Nothing.class.getName());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Section loaded(Asked asked) throws IOException, InterruptedException {
    Launcher commands = asked.commands();
    List<List<Object>> rows = new ArrayList<>();
    rows.add(loadedBy(HELP, commands.output(Sharing.NOW, "-Xlog:class+load", List.of("--help"))));
    rows.add(loadedBy(GET, commands.output(Sharing.NOW, "-Xlog:class+load", asked.get())));
    List<String> columns = List.of("", "all", "from the archive", "from Java's own", "from files");
    return new Section("Classes that a start loads", columns, rows);
  }

  private static List<Object> loadedBy(String what, String log) {
    long all = log.lines().filter(line -> line.contains(" source: ")).count();
    long shared = log.lines().filter(line -> line.contains(FROM_JAVAS)).count();
    long ours = log.lines().filter(line -> line.contains(FROM_OURS)).count();
    return List.of(what, all, ours, shared - ours, all - shared);
  }

  private Outcome outcome(Section loaded) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of(NOTHING, Spread.of(nothing), "", "", ""));
    seconds.forEach((what, by) -> rows.add(row(what, by)));
    List<String> columns =
        List.of("seconds", "archive", "no archive", "archive / none", "archive / bare java");
    Spread help = withArchive(HELP);
    Spread up = withArchive(UP);
    return new Outcome(
        "bench start",
        Machine.here(),
        "median of %d starts each (lowest to highest), through the launcher".formatted(rounds),
        List.of(new Section("From the start of the process to its end", columns, rows), loaded),
        List.of(Goal.atMost(HELP, help, HELP_SECONDS, "s"), Goal.atMost(UP, up, UP_SECONDS, "s")),
        List.of(
            "get rollouts asks a 'turnout up' that does little else, on the same processors.",
            "turnout up starts with no data; its first command is the start of a rollout over HTTP,"
                + " sent when it says where its API is."));
  }

  private Spread withArchive(String what) {
    Map<Sharing, List<Double>> by = Objects.requireNonNull(seconds.get(what));
    return Spread.of(Objects.requireNonNull(by.get(Sharing.NOW)));
  }

  private List<Object> row(String what, Map<Sharing, List<Double>> by) {
    List<Double> with = by.getOrDefault(Sharing.NOW, List.of());
    List<Double> without = by.getOrDefault(Sharing.NEVER, List.of());
    return List.of(
        what,
        Spread.of(with),
        without.isEmpty() ? "" : Spread.of(without),
        without.isEmpty() ? "" : Spread.ratios(with, without),
        Spread.ratios(with, nothing));
  }
}
