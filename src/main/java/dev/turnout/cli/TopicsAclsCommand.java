package dev.turnout.cli;

import dev.turnout.output.Documents;
import dev.turnout.output.Failure;
import dev.turnout.output.Format;
import dev.turnout.output.Table;
import dev.turnout.schemas.Acl;
import dev.turnout.schemas.Acls;
import dev.turnout.schemas.Role;
import dev.turnout.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.PatternType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the rights that each role needs. */
@Command(
    name = "acls",
    description = {
      "Print the least rights that each role needs on the bus. Needs no broker.",
      "",
      "With --principal the commands for kafka-acls.sh are printed. An orchestrator that serves the"
          + " API needs the rights of both roles."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout topics acls",
      "  turnout topics acls --role agent -o json",
      "  turnout topics acls --role agent --principal User:turnout-agent",
      "  turnout topics acls --role bridge --source-topic otlp_metrics --principal User:turnout-bridge"
    })
final class TopicsAclsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "One of admin, pipeline, orchestrator, api, agent, bridge, notifier, auditor, operator"
              + " (default: all).")
  private @Nullable String role;

  @Option(
      names = "--principal",
      paramLabel = "USER",
      description = "Print commands that give the rights to this principal.")
  private @Nullable String principal;

  @Option(
      names = "--source-topic",
      paramLabel = "TOPIC",
      description =
          "A topic that the bridge reads, such as otlp_metrics of the OpenTelemetry Collector.")
  private @Nullable String source;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = Topics.DEFAULT_PREFIX,
      description = "What the names of the topics begin with (default: ${DEFAULT-VALUE}).")
  private String prefix = Topics.DEFAULT_PREFIX;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Acl> acls = new ArrayList<>();
    for (Role wanted : roles()) {
      acls.addAll(Acls.of(wanted, topics()));
      if (wanted == Role.BRIDGE && source != null) {
        acls.add(Acls.ofSource(source));
      }
    }
    spec.commandLine().getOut().print(text(acls));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private String text(List<Acl> acls) {
    Optional<String> user = Optional.ofNullable(principal);
    if (user.isPresent()) {
      StringBuilder commands = new StringBuilder();
      acls.forEach(acl -> commands.append(command(acl, user.get())).append('\n'));
      return commands.toString();
    }
    return output.format() == Format.TABLE
        ? table(acls).toString()
        : Documents.write(output.format(), acls.stream().map(TopicsAclsCommand::tree).toList());
  }

  private static Table table(List<Acl> acls) {
    Table table = new Table("ROLE", "RESOURCE", "NAME", "OPERATION");
    for (Acl acl : acls) {
      String any = acl.pattern() == PatternType.PREFIXED ? "*" : "";
      table.row(acl.role().label(), resource(acl), acl.name() + any, acl.operation().name());
    }
    return table;
  }

  private static Map<String, Object> tree(Acl acl) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("role", acl.role().label());
    tree.put("resource", resource(acl));
    tree.put("pattern", acl.pattern().name().toLowerCase(Locale.ROOT));
    tree.put("name", acl.name());
    tree.put("operation", acl.operation().name());
    return tree;
  }

  private static String command(Acl acl, String user) {
    String option = resource(acl);
    String pattern =
        acl.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --add --allow-principal '%s' --operation %s --%s '%s'%s"
        .formatted(user, acl.operation().name(), option, acl.name(), pattern);
  }

  /** As kafka-acls.sh names it: topic, group, transactional-id. */
  private static String resource(Acl acl) {
    return acl.resource().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private List<Role> roles() {
    Optional<String> wanted = Optional.ofNullable(role);
    List<Role> found =
        Stream.of(Role.values())
            .filter(one -> wanted.isEmpty() || one.label().equals(wanted.get()))
            .toList();
    if (found.isEmpty()) {
      throw Failure.invalid(
          "--role: Expected admin, pipeline, orchestrator, api, agent, bridge, notifier, auditor or operator, but got '%s'",
          wanted.get());
    }
    return found;
  }

  private Topics topics() {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
