package dev.turnout.cli;

import dev.turnout.agents.router.RouterException;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.proxy.LostReports;
import dev.turnout.bench.proxy.ProxyRace;
import dev.turnout.bench.proxy.ProxySetting;
import dev.turnout.bench.routers.Installed;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the agent's proxy beside other proxies. */
@Command(
    name = "proxy",
    description = {
      "Measure the agent's proxy beside HAProxy and NGINX with the same sticky split.",
      "",
      "Starts an agent as users run it, with a broker to report to, and each other proxy that is"
          + " installed; all of them in front of the same two servers. By turns, wrk asks each at full"
          + " speed, and then a client of its own at a steady rate. CPU and memory are those of the"
          + " proxy's own processes; added latency is what the same round shows beyond asking the"
          + " server directly. Last in each round, every request is copied to the candidate.",
      "",
      "Needs wrk and nginx: apt-get install wrk nginx haproxy"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Measured; the table says which goals were met",
      "1:The agent did not report every request, or a proxy failed",
      "2:Invalid input, or wrk or nginx is not installed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench proxy --quick",
      "  turnout bench proxy --rounds 9 --json proxy.json",
      "  turnout bench proxy --connections 8 --body 2000",
      "  turnout bench proxy --agent-options '-Xmn64m -Xms96m'"
    })
final class ProxyBenchCommand implements Callable<Integer> {
  private static final int QUICK_RATE = 500;
  private static final int WARM_UP_SECONDS = 15;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private BenchOutput output = new BenchOutput();

  @Option(names = "--quick", description = "One short round: does it work?")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is measured (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "How long each load at full speed takes; a steady one takes half of it (default:"
              + " ${DEFAULT-VALUE}).")
  private int seconds = 6;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Connections at full speed (default: ${DEFAULT-VALUE}).")
  private int connections = 64;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Requests a second of the steady load (default: ${DEFAULT-VALUE}).")
  private int rate = 2000;

  @Option(
      names = "--body",
      paramLabel = "BYTES",
      defaultValue = "200",
      description = "Length of each request's body; 0 sends a GET (default: ${DEFAULT-VALUE}).")
  private int body = 200;

  @Option(
      names = "--agent-options",
      paramLabel = "OPTIONS",
      defaultValue = "",
      description = "More options for the agent's Java virtual machine, such as '-Xmn64m -Xms96m'.")
  private String agentOptions = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    ProxySetting setting = setting();
    Installed installed = Installed.here();
    if (!installed.has("wrk") || !installed.has("nginx")) {
      throw Failure.invalid(
          "Expected wrk and nginx to be installed, but found only %s (apt-get install wrk nginx haproxy)",
          installed.programs().keySet());
    }
    output.print(measure(installed, setting), spec.commandLine().getOut());
    return Exit.OK.code();
  }

  private Outcome measure(Installed installed, ProxySetting setting)
      throws IOException, InterruptedException, ExecutionException {
    ProgressLine line = ProgressLine.of(spec.commandLine().getErr());
    Path folder = Files.createTempDirectory("turnout-bench");
    // The workers of an NGINX are nobody if its master is root.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      return new ProxyRace(installed, setting, agentOptions, (what, done) -> line.at(done, what))
          .run(folder);
    } catch (LostReports | RouterException e) {
      throw new Failure(Exit.DIFFERENT, String.valueOf(e.getMessage()), e);
    } finally {
      line.clear();
      delete(folder);
    }
  }

  private ProxySetting setting() {
    try {
      return quick
          ? new ProxySetting(1, 1, 0, connections, QUICK_RATE, body)
          : new ProxySetting(rounds, seconds, WARM_UP_SECONDS, connections, rate, body);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
