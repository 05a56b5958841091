package dev.turnout.cli;

import dev.turnout.notify.NotifyConfig;
import dev.turnout.notify.delivery.Sender;
import dev.turnout.notify.delivery.Webhook;
import dev.turnout.notify.message.Notice;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a sample to the webhooks. */
@Command(
    name = "test",
    description = {
      "Send a sample to the webhooks of a configuration, whatever they filter, and say what they"
          + " answered. Needs no broker.",
      "",
      "The sample is of a model named 'sample' and says that it is one."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All webhooks took it",
      "2:Invalid input",
      "5:A webhook could not be reached, or did not take it"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout notify test --config notify.yaml",
      "  turnout notify test --config notify.yaml --webhook team-chat"
    })
final class NotifyTestCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private NotifyConfigOption config = new NotifyConfigOption();

  @Option(
      names = "--webhook",
      paramLabel = "NAME",
      description = "Only this webhook (default: all).")
  private @Nullable String only;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    NotifyConfig read = config.read();
    Sender sender = new Sender();
    boolean all = true;
    for (Webhook webhook : chosen(read)) {
      all &= send(sender, webhook, sample(read));
    }
    return (all ? Exit.OK : Exit.UNREACHABLE).code();
  }

  private boolean send(Sender sender, Webhook webhook, Notice sample) {
    Sender.Outcome outcome = sender.send(webhook, sample, Instant.now()).join();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s %s%n",
        webhook.name(), outcome.trouble().map(why -> "did not take it: " + why).orElse("took it"));
    out.flush();
    return outcome.trouble().isEmpty();
  }

  private List<Webhook> chosen(NotifyConfig read) {
    Optional<String> name = Optional.ofNullable(only);
    List<Webhook> found =
        read.webhooks().stream()
            .filter(webhook -> name.isEmpty() || name.get().equals(webhook.name()))
            .toList();
    if (found.isEmpty()) {
      throw Failure.invalid(
          "Expected a webhook%s, but the configuration has %s",
          name.map(wanted -> " '" + wanted + "'").orElse(""),
          read.webhooks().stream().map(Webhook::name).toList());
    }
    return found;
  }

  private static Notice sample(NotifyConfig read) {
    Instant now = Instant.now();
    return new Notice(
        read.source(),
        "sample:" + now.toEpochMilli(),
        "sample",
        "sample",
        now,
        Notice.Tone.NEUTRAL,
        "A sample of turnout notify test",
        "nothing happened",
        Map.of());
  }
}
