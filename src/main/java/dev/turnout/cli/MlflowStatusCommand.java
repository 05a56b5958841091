package dev.turnout.cli;

import dev.turnout.bus.Rollouts;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.mlflow.Knowledge;
import dev.turnout.orchestrator.mlflow.MlflowException;
import dev.turnout.orchestrator.mlflow.RegistryCheck;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.view.KnowledgeTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares what MLflow knows with what was decided. */
@Command(
    name = "status",
    description = {
      "Tell for each model whether MLflow knows what was decided last, and if not, since when and why.",
      "",
      "Reads the rollouts from the bus and the tags and aliases from MLflow, and asks no orchestrator."
          + " MLFLOW is 'knows' once the aliases follow the decision, 'late' while it has not been told"
          + " or has not taken it, '-' while there is nothing to tell."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:MLflow knows everything",
      "1:Something is late",
      "2:Invalid input",
      "5:Cannot reach the bus, the schema registry or MLflow"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout mlflow status --mlflow-uri http://localhost:5000",
      "  turnout mlflow status --model fraud --registered fraud=team.fraud -o json"
    })
final class MlflowStatusCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @ArgGroup(validate = false, heading = "%nModel registry:%n")
  private MlflowOptions mlflow = new MlflowOptions();

  @Mixin private FormatOption output = new FormatOption();

  @Option(names = "--model", paramLabel = "MODEL", description = "This model only.")
  private @Nullable String model;

  @Option(
      names = "--registered",
      paramLabel = "MODEL=NAME",
      description =
          "Name of a model in MLflow, for versions without a source; as 'mlflow.models' of the"
              + " orchestrators has it. May be repeated.")
  private Map<String, String> registered = new TreeMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    RegistryCheck check = mlflow.check(registered);
    List<Knowledge> all = new ArrayList<>();
    try (Rollouts rollouts = Rollouts.read(bus.connection())) {
      for (RolloutState state : rollouts.all()) {
        if (model == null || model.equals(state.getModel())) {
          check.of(state).ifPresent(all::add);
        }
      }
    } catch (MlflowException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "%s (what is decided meanwhile, the orchestrators tell it when it is back)"
              .formatted(e.getMessage()),
          e);
    }
    String text =
        output.format() == Format.TABLE
            ? KnowledgeTable.of(all, Instant.now())
            : Documents.write(output.format(), KnowledgeTable.trees(all));
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    boolean late = all.stream().anyMatch(one -> one.state() == Knowledge.State.LATE);
    return late ? Exit.DIFFERENT.code() : Exit.OK.code();
  }
}
