package dev.turnout.cli;

import dev.turnout.notify.Notifier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a notifier until it is told to end. */
@Command(
    name = "run",
    description = {
      "Run a notifier: it reads the journal and tells of it, at least once, each model's events in"
          + " their order. A receiver that is away gets them when it is back.",
      "",
      "Start it several times with one name to share the work. Ends on SIGTERM."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout topics create --with notifications -b kafka:9092",
      "  turnout notify run --config notify.yaml --check",
      "  turnout notify run --config notify.yaml"
    })
final class NotifyRunCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private NotifyConfigOption config = new NotifyConfigOption();

  @Option(names = "--check", description = "Check the configuration and end.")
  private boolean check;

  @Override
  public Integer call() {
    var read = config.read();
    return check ? 0 : Service.run(() -> Notifier.start(read));
  }
}
