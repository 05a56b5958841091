package dev.turnout.cli;

import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.start.StartRace;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long the program takes to start. */
@Command(
    name = "start",
    description = {
      "Measure how long commands and 'turnout up' take to start.",
      "",
      "Starts each as people do, with the script turnout, with the archive of loaded classes and"
          + " without it by turns, beside a Java virtual machine that has nothing to do. Makes the"
          + " archive first if it is missing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Measured; the table says which goals were met",
      "1:Something did not start",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench start --quick",
      "  turnout bench start --rounds 21 --json start.json",
      "  turnout bench start --launcher /opt/turnout/turnout"
    })
final class StartBenchCommand implements Callable<Integer> {
  private static final String PROPERTY = "turnout.launcher";

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private BenchOutput output = new BenchOutput();

  @Option(names = "--quick", description = "One start of each: does it work?")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "11",
      description = "How often each is started (default: ${DEFAULT-VALUE}).")
  private int rounds = 11;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      description = "The script to start with (default: the one that started this command).")
  private @Nullable Path launcher;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || rounds > 1000) {
      throw Failure.invalid("Expected rounds from 1 to 1000, but got %d", rounds);
    }
    output.print(measure(script()), spec.commandLine().getOut());
    return Exit.OK.code();
  }

  private Outcome measure(Path script) throws IOException, InterruptedException {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    Path folder = Files.createTempDirectory("turnout-bench");
    try {
      StartRace race =
          new StartRace(script, folder, quick ? 1 : rounds, (what, done) -> line.at(done, what));
      return quick ? race.runOnce() : race.run();
    } catch (IllegalStateException e) {
      throw new Failure(Exit.DIFFERENT, String.valueOf(e.getMessage()), e);
    } finally {
      line.clear();
      delete(folder);
    }
  }

  private Path script() {
    Path script =
        Optional.ofNullable(launcher)
            .or(() -> Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of))
            .orElseThrow(
                () ->
                    Failure.invalid(
                        "Expected to be started by the script turnout, but was not (name it with"
                            + " --launcher FILE)"));
    if (!Files.isExecutable(script)) {
      throw Failure.invalid("Expected a script that can be run, but got %s", script);
    }
    return script;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
