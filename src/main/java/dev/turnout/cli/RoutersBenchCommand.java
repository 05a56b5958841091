package dev.turnout.cli;

import dev.turnout.agents.router.RouterException;
import dev.turnout.bench.routers.Installed;
import dev.turnout.bench.routers.PlaneKind;
import dev.turnout.bench.routers.RouterBench;
import dev.turnout.bench.routers.RouterResult;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Changes weights in real data planes under load. */
@Command(
    name = "routers",
    description = {
      "Change weights in real data planes under load, and count the requests that are lost.",
      "",
      "Starts each data plane on this machine, on free ports and in a directory of its own, in front"
          + " of two servers. Clients that keep their connections and never ask twice send requests"
          + " while the weights change. Then the same table is offered again, and the share of the"
          + " candidate is compared with its weight: SHARE is how far it was off at worst, in"
          + " standard deviations of chance. LOSSLESS is what the router promises. nginx-reload is an"
          + " NGINX without Lua: a change takes it a good part of a second.",
      "",
      "What is not installed is left out."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Measured",
      "1:A share is off by more than 3 standard deviations, a router that promises to lose nothing lost"
          + " something, or a data plane failed",
      "2:Invalid input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout bench routers",
      "  turnout bench routers --only haproxy,nginx --changes 200",
      "  turnout bench routers --only nginx-reload --nginx /opt/nginx/sbin/nginx",
      "  turnout bench routers --quick -o json"
    })
final class RoutersBenchCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int QUICK_CHANGES = 60;
  private static final int QUICK_USERS = 500;
  private static final int USERS = 3000;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PLANE",
      description = "Measure only these (default: all): ${COMPLETION-CANDIDATES}.",
      completionCandidates = Planes.class)
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--changes",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How often to change the weights, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  private int changes = 1000;

  @Option(
      names = "--nginx",
      paramLabel = "FILE",
      description = "The NGINX to measure (default: the one on the PATH).")
  private @Nullable Path nginx;

  @Option(names = "--quick", description = "A few changes only, to see that it works.")
  private boolean quick;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (changes < 1 || changes > 100_000) {
      throw Failure.invalid(
          "Expected --changes from 1 to 100000, but got %d (write --changes 1000)", changes);
    }
    Installed installed = nginx == null ? Installed.here() : Installed.here().withNginx(nginx);
    RouterBench bench =
        quick
            ? new RouterBench(installed, QUICK_CHANGES, QUICK_USERS)
            : new RouterBench(installed, changes, USERS);
    List<RouterResult> results = new ArrayList<>();
    for (PlaneKind kind : chosen(installed)) {
      try {
        results.add(bench.run(kind));
      } catch (RouterException e) {
        throw new Failure(Exit.DIFFERENT, "%s: %s".formatted(kind.word(), e.getMessage()), e);
      }
    }
    String text =
        output.format() == Format.TABLE
            ? RouterBench.table(results)
            : Documents.write(output.format(), Map.of("routers", RouterBench.trees(results)));
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    boolean good = results.stream().allMatch(result -> result.isExact() && result.isTrue());
    return good ? Exit.OK.code() : FAILED;
  }

  private List<PlaneKind> chosen(Installed installed) {
    List<PlaneKind> kinds = new ArrayList<>();
    for (String word : only) {
      kinds.add(
          PlaneKind.of(word)
              .orElseThrow(
                  () ->
                      Failure.invalid(
                          "Expected data planes among %s, but got '%s' (write --only haproxy)",
                          names(), word)));
    }
    List<PlaneKind> wanted = only.isEmpty() ? List.of(PlaneKind.values()) : kinds;
    for (PlaneKind kind : wanted) {
      if (!installed.has(kind)) {
        spec.commandLine().getErr().printf("%s is not installed: left out%n", kind.word());
        spec.commandLine().getErr().flush();
      }
    }
    return wanted.stream().filter(installed::has).toList();
  }

  private static String names() {
    return Arrays.stream(PlaneKind.values()).map(PlaneKind::word).collect(Collectors.joining(", "));
  }

  /** For the help and the completion. */
  static final class Planes extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Planes() {
      Arrays.stream(PlaneKind.values()).map(PlaneKind::word).forEach(this::add);
    }
  }
}
