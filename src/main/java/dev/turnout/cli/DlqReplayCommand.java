package dev.turnout.cli;

import dev.turnout.bus.ActorName;
import dev.turnout.bus.Connection;
import dev.turnout.bus.SignKey;
import dev.turnout.letters.Letter;
import dev.turnout.letters.LetterQuery;
import dev.turnout.letters.Letters;
import dev.turnout.letters.Place;
import dev.turnout.letters.Replay;
import dev.turnout.letters.ReplayMark;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.schemas.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes dead letters once more. */
@Command(
    name = "replay",
    description = {
      "Write dead letters to the topic from which they came once more, with their key and bytes: after"
          + " a schema was registered, or a defect was mended.",
      "",
      "They count from now on, at the time of the replay. What was received already counts once: a"
          + " command by its id, a report by its node and number. A letter that fails again becomes a"
          + " new one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  turnout dlq replay 2@17",
      "  turnout dlq replay --all --topic metrics --model fraud --since 2h --dry-run",
      "  turnout dlq replay --all --topic metrics --model fraud --since 2h --yes"
    })
final class DlqReplayCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(validate = false, heading = "%nBus:%n")
  private ConnectionOptions bus = new ConnectionOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "LETTER",
      converter = PlaceConverter.class,
      description = "Which one: PARTITION@OFFSET, as 'turnout dlq list' shows it.")
  private @Nullable Place place;

  @Option(
      names = "--all",
      description = "All letters that --topic, --model and --since leave; needs --yes.")
  private boolean all;

  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(names = "--again", description = "Also letters that were replayed before.")
  private boolean again;

  @Option(names = "--yes", description = "Yes, all of them.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
  private boolean dryRun;

  @Option(
      names = "--actor",
      paramLabel = "WHO",
      description = "Who asks, such as pipeline/fraud-ci. Else TURNOUT_ACTOR, then user@host.")
  private @Nullable String actor;

  @Option(
      names = "--sign-key",
      paramLabel = "FILE",
      description =
          "Sign commands anew with this key, which must be trusted with whoever they name. Else"
              + " TURNOUT_SIGN_KEY, if it is set.")
  private @Nullable Path signKey;

  @Spec private CommandSpec spec = CommandSpec.create();

  private int written;
  private int skipped;

  @Override
  public Integer call() {
    Connection connection = bus.connection().withSigner(SignKey.of(Optional.ofNullable(signKey)));
    Topics topics = connection.topics();
    if (all == (place != null)) {
      throw Failure.invalid("Expected either a letter such as 2@17 or --all (write one of them)");
    }
    Predicate<Letter> wanted = filter.query(Instant.now(), LetterQuery.MOST).filter(topics);
    try (Letters letters = Letters.open(connection)) {
      Set<Place> chosen = all ? choose(letters, wanted, topics) : one(letters, topics);
      if (!dryRun && !chosen.isEmpty()) {
        write(connection, letters, chosen);
      }
    }
    report();
    return 0;
  }

  /** The one that was asked for; everything that speaks against it is an error. */
  private Set<Place> one(Letters letters, Topics topics) {
    Letter letter = letters.find(java.util.Objects.requireNonNull(place));
    Replay.refusal(letter, topics).ifPresent(DlqReplayCommand::refuse);
    if (!again && !letters.replays(letter).isEmpty()) {
      refuse(
          "Letter %s was replayed at %s already (write --again to do it once more)"
              .formatted(
                  letter.place(),
                  letters.replays(letter).get(letters.replays(letter).size() - 1).at()));
    }
    announce(letter);
    return Set.of(letter.place());
  }

  /** Of many, those that can be replayed. */
  private Set<Place> choose(Letters letters, Predicate<Letter> wanted, Topics topics) {
    Set<Place> chosen = new TreeSet<>();
    letters.each(
        (letter, replays) -> {
          Optional<String> refusal = Replay.refusal(letter, topics);
          if (!wanted.test(letter) || (!again && !replays.isEmpty())) {
            return;
          }
          if (refusal.isPresent()) {
            skipped++;
            spec.commandLine().getErr().println("skipped: " + refusal.get());
          } else {
            announce(letter);
            chosen.add(letter.place());
          }
        });
    if (!yes && !dryRun && !chosen.isEmpty()) {
      throw Failure.invalid(
          "Expected --yes to replay %d letters (--dry-run shows them)", chosen.size());
    }
    return chosen;
  }

  private void announce(Letter letter) {
    if (dryRun) {
      written++;
      out().println("would replay %s to %s".formatted(letter.place(), letter.content().topic()));
    }
  }

  private void write(Connection connection, Letters letters, Set<Place> chosen) {
    try (Replay replay = Replay.open(connection, ActorName.of(Optional.ofNullable(actor)))) {
      letters.each(
          (letter, replays) -> {
            if (chosen.contains(letter.place())) {
              ReplayMark mark = replay.replay(letter);
              written++;
              out().println("replayed %s to %s".formatted(mark.letter(), mark.to()));
            }
          });
    }
  }

  private void report() {
    out()
        .println(
            "%s %d %s%s"
                .formatted(
                    dryRun ? "would replay" : "replayed",
                    written,
                    written == 1 ? "letter" : "letters",
                    skipped == 0 ? "" : ", skipped " + skipped));
    out().flush();
  }

  private static void refuse(String reason) {
    throw new Failure(Exit.INVALID_INPUT, reason);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
