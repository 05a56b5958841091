package dev.turnout.cli;

import dev.turnout.bus.Cluster;
import dev.turnout.bus.Connection;
import dev.turnout.output.Documents;
import dev.turnout.output.Exit;
import dev.turnout.output.Format;
import dev.turnout.output.Table;
import dev.turnout.schemas.Role;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.TopicDifference;
import dev.turnout.schemas.TopicSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what the topics are for, and whether they are as Turnout needs them. */
@Command(
    name = "describe",
    description =
        "Show what each topic is for, and every way in which the cluster's topics differ from what"
            + " Turnout needs.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All topics are as they must be",
      "1:There are differences",
      "5:Cannot reach the bus"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  turnout topics describe -b kafka:9092", "  turnout topics describe -o json"})
final class TopicsDescribeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private FormatOption output = new FormatOption();
  @Mixin private WithOption with = new WithOption();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Connection connection = bus.withoutRegistry();
    List<TopicDifference> differences =
        Cluster.administer(
            connection, TopicSettings.production(), admin -> admin.with(with.topics()).verify());
    String text =
        output.format() == Format.TABLE
            ? table(connection) + "\n" + sentences(differences)
            : Documents.write(output.format(), tree(connection, differences));
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return differences.isEmpty() ? Exit.OK.code() : Exit.REFUSED.code();
  }

  private Table table(Connection connection) {
    Table table = new Table("TOPIC", "KEY", "CLEANUP", "WRITTEN BY", "READ BY");
    for (Topic topic : with.all()) {
      table.row(
          connection.topics().name(topic),
          topic.key(),
          cleanup(topic),
          labels(topic.writers()),
          labels(topic.readers()));
    }
    return table;
  }

  private static String sentences(List<TopicDifference> differences) {
    return differences.isEmpty()
        ? "The cluster's topics are as they must be.\n"
        : differences.stream()
            .map(difference -> "difference: " + difference.message() + "\n")
            .collect(Collectors.joining());
  }

  private Map<String, Object> tree(Connection connection, List<TopicDifference> differences) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("topics", with.all().stream().map(t -> tree(connection, t)).toList());
    tree.put("differences", differences.stream().map(TopicDifference::message).toList());
    return tree;
  }

  private static Map<String, Object> tree(Connection connection, Topic topic) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", connection.topics().name(topic));
    tree.put("key", topic.key());
    tree.put("cleanup", cleanup(topic));
    tree.put("writtenBy", topic.writers().stream().map(Role::label).sorted().toList());
    tree.put("readBy", topic.readers().stream().map(Role::label).sorted().toList());
    return tree;
  }

  private static String cleanup(Topic topic) {
    return topic.cleanup().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String labels(Set<Role> roles) {
    return roles.stream().map(Role::label).sorted().collect(Collectors.joining(", "));
  }
}
