package dev.turnout.cli;

import dev.turnout.bus.Cluster;
import dev.turnout.bus.Connection;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates the topics that are missing. */
@Command(
    name = "create",
    description = {
      "Create the topics that are missing. Existing ones are never changed; safe to repeat.",
      "",
      "Every topic gets the same number of partitions and the broker's time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout topics create -b kafka:9092",
      "  turnout topics create -b kafka:9092 --with bridge,notifications",
      "  turnout topics create -b localhost:9092 --replication-factor 1 --partitions 3",
      "  turnout topics create -b kafka:9093 --command-config admin.properties --topic-prefix staging"
    })
final class TopicsCreateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private TopicOptions topics = new TopicOptions();
  @Mixin private WithOption with = new WithOption();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Connection connection = bus.withoutRegistry();
    List<String> created =
        Cluster.administer(
            connection, topics.settings(), admin -> admin.with(with.topics()).create());
    PrintWriter out = spec.commandLine().getOut();
    for (String topic : with.names(connection.topics())) {
      out.println(topic + (created.contains(topic) ? " created" : " exists"));
    }
    out.flush();
    return 0;
  }
}
