package dev.turnout.cli;

import dev.turnout.api.access.ApiToken;
import dev.turnout.api.access.Grant;
import dev.turnout.api.access.ModelScope;
import dev.turnout.api.access.Role;
import dev.turnout.output.Documents;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one token. */
@Command(
    name = "create",
    description = {
      "Make a token for the HTTP API.",
      "",
      "Prints it once, and the line for the orchestrators' file of tokens, which has only its SHA-256."
          + " Orchestrators read the file again when it has changed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout token create ci --role operator --models 'fraud*'",
      "  turnout token create grafana --role viewer --expires-in 90d"
    })
final class TokenCreateCommand implements Runnable {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "Who it is for; the journal has it.")
  private String name = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "viewer, operator or admin.")
  private String role = "";

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "PATTERN",
      defaultValue = "*",
      description = "Models it is for, such as fraud*, separated by commas (default: all).")
  private List<String> models = List.of("*");

  @Option(
      names = "--expires-in",
      paramLabel = "DURATION",
      description = "When it ends, such as 90d (default: never).")
  private @Nullable Duration lifetime;

  @Mixin private FormatOption output = new FormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    String secret = ApiToken.create(new SecureRandom());
    ApiToken token = token(secret);
    PrintWriter out = spec.commandLine().getOut();
    if (output.format() == Format.TABLE) {
      out.println(secret);
      PrintWriter err = spec.commandLine().getErr();
      err.println("It is not shown again. Under 'tokens:' of the orchestrators' file of tokens:");
      err.println("  - " + line(token));
      err.flush();
    } else {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("token", secret);
      tree.put("line", line(token));
      out.print(Documents.write(output.format(), tree));
    }
    out.flush();
  }

  private ApiToken token(String secret) {
    Optional<Instant> end =
        Optional.ofNullable(lifetime)
            .map(life -> Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS));
    try {
      Grant grant = new Grant(Role.of(role), ModelScope.of(models));
      return new ApiToken(name, ApiToken.hash(secret), grant, end);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }

  private static String line(ApiToken token) {
    String globs =
        token.grant().models().globs().stream()
            .map(glob -> '"' + glob + '"')
            .collect(Collectors.joining(", "));
    return "{name: %s, sha256: \"%s\", role: %s, models: [%s]%s}"
        .formatted(
            token.name(),
            token.sha256(),
            token.grant().role().word(),
            globs,
            token.expires().map(end -> ", expires: \"" + end + '"').orElse(""));
  }
}
