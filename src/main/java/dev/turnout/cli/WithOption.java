package dev.turnout.cli;

import dev.turnout.output.Failure;
import dev.turnout.schemas.Topic;
import dev.turnout.schemas.Topics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which topics are meant beside those that every installation has. */
final class WithOption {
  @Option(
      names = "--with",
      split = ",",
      paramLabel = "PART",
      description = "Also the topic of a part that not everybody runs: bridge, notifications.")
  private List<String> parts = new ArrayList<>();

  /** The topics beside the usual ones. */
  Set<Topic> topics() {
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    parts.forEach(part -> topics.add(topic(part)));
    return topics;
  }

  /** All that are meant. */
  Set<Topic> all() {
    Set<Topic> all = EnumSet.copyOf(Topic.required());
    all.addAll(topics());
    return all;
  }

  /** Their names. */
  List<String> names(Topics topics) {
    return all().stream().map(topics::name).toList();
  }

  private static Topic topic(String part) {
    return EnumSet.allOf(Topic.class).stream()
        .filter(topic -> topic.isOptional() && topic.suffix().equals(part))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.invalid(
                    "Expected --with bridge or --with notifications, but got '%s'", part));
  }
}
