package dev.turnout.spec;

import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.policy.Freeze;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Schedule;
import dev.turnout.orchestrator.policy.Scope;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a policy as a person writes it into a file. */
public final class PolicyFile {
  private static final String KIND = "Policy";
  private static final Pattern WITH_OFFSET = Pattern.compile(".*T.*(Z|[+-][0-9:]{2,6})");

  private PolicyFile() {}

  /**
   * Reads YAML or JSON.
   *
   * @param source what to call the text in mistakes, usually the name of the file
   * @throws InvalidDocument with every mistake in it
   */
  public static Policy parse(String text, String source) {
    return YamlDocument.parse(text, source).read(PolicyFile::read);
  }

  private static YamlField<Policy> read(YamlNode node) {
    YamlMap map = node.map();
    map.required(
        "apiVersion",
        value -> value.choice(Map.of(RolloutFile.API_VERSION, RolloutFile.API_VERSION)));
    map.required("kind", value -> value.choice(Map.of(KIND, KIND)));
    YamlField<Policy> policy = map.required("spec", PolicyFile::policy);
    return map.build(policy::get);
  }

  private static YamlField<Policy> policy(YamlNode node) {
    YamlMap map = node.map();
    YamlField<List<Freeze>> freezes =
        map.optional("freezes", list -> list.list(PolicyFile::freeze), List.<Freeze>of());
    YamlField<List<Limit>> limits =
        map.optional("limits", list -> list.list(PolicyFile::limit), List.<Limit>of());
    return map.build(() -> new Policy(freezes.get(), limits.get()));
  }

  private static YamlField<Freeze> freeze(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> name = map.required("name", YamlNode::string);
    YamlField<String> reason = map.optional("reason", YamlNode::string, "");
    YamlField<Optional<String>> cron = map.optional("cron", YamlNode::string);
    YamlField<Optional<Duration>> duration = map.optional("for", YamlNode::duration);
    YamlField<Optional<String>> from = map.optional("from", YamlNode::word);
    YamlField<Optional<String>> to = map.optional("to", YamlNode::word);
    YamlField<String> zone = map.optional("timeZone", YamlNode::string, "UTC");
    YamlField<Scope> scope = scope(map);
    return map.build(
        () ->
            new Freeze(
                name.get(),
                reason.get(),
                schedule(cron.get(), duration.get(), from.get(), to.get(), zone.get()),
                scope.get()));
  }

  private static Schedule schedule(
      Optional<String> cron,
      Optional<Duration> duration,
      Optional<String> from,
      Optional<String> to,
      String zone) {
    boolean repeated = cron.isPresent() && duration.isPresent();
    boolean once = from.isPresent() && to.isPresent();
    boolean mixed =
        (cron.isPresent() || duration.isPresent()) && (from.isPresent() || to.isPresent());
    if (mixed || !(repeated || once)) {
      throw new IllegalArgumentException(
          "Expected when the freeze lasts, but got neither 'cron' with 'for' nor 'from' with 'to', or some of both (write cron: \"0 18 * * FRI\" and for: 62h)");
    }
    return repeated
        ? new Schedule.Repeated(cron.get(), duration.get(), zone)
        : new Schedule.Once(time(from.get(), zone), time(to.get(), zone));
  }

  /** A time with an offset is taken as it is, one without is of the time zone. */
  private static Instant time(String text, String zone) {
    try {
      return WITH_OFFSET.matcher(text).matches()
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text.contains("T") ? text : text + "T00:00")
              .atZone(ZoneId.of(zone))
              .toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Expected a time, but got '%s' in '%s' (write 2026-12-24T18:00 and timeZone: Europe/Berlin)"
              .formatted(text, zone),
          e);
    }
  }

  private static YamlField<Limit> limit(YamlNode node) {
    YamlMap map = node.map();
    YamlField<String> name = map.required("name", YamlNode::string);
    YamlField<Long> max = map.required("max", value -> value.integer(1, 1_000_000));
    YamlField<Optional<String>> perLabel = map.optional("perLabel", YamlNode::string);
    YamlField<Scope> scope = scope(map);
    return map.build(
        () -> new Limit(name.get(), (int) (long) max.get(), perLabel.get(), scope.get()));
  }

  /** The three keys that freezes and limits share. */
  private static YamlField<Scope> scope(YamlMap map) {
    YamlField<List<Glob>> models =
        map.optional("models", list -> list.list(item -> item.parsed(Glob::new)), List.<Glob>of());
    YamlField<Map<String, String>> labels =
        map.optional("labels", YamlNode::words, Map.<String, String>of());
    YamlField<Map<String, String>> except =
        map.optional("except", YamlNode::words, Map.<String, String>of());
    return models.isValid() && labels.isValid() && except.isValid()
        ? YamlField.valid(
            new Scope(models.get(), new TreeMap<>(labels.get()), new TreeMap<>(except.get())))
        : YamlField.invalid();
  }
}
