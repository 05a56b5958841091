package dev.turnout.schemas;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics that are missing and compares those that exist with what Turnout needs. Never
 * changes or deletes an existing topic. Does not close the {@link Admin} it is given.
 */
public final class TopicsAdmin {

  private static final long ANSWER_WITHIN_SECONDS = 60;
  private static final long VISIBLE_WITHIN_SECONDS = 30;
  private static final long VISIBLE_POLL_MS = 20;

  private final Admin admin;
  private final Topics topics;
  private final TopicSettings settings;
  private final Set<Topic> wanted;

  /** For the topics that every installation has. */
  public TopicsAdmin(Admin admin, Topics topics, TopicSettings settings) {
    this(admin, topics, settings, Topic.required());
  }

  private TopicsAdmin(Admin admin, Topics topics, TopicSettings settings, Set<Topic> wanted) {
    this.admin = admin;
    this.topics = topics;
    this.settings = settings;
    this.wanted = wanted;
  }

  /** For these topics, too. */
  public TopicsAdmin with(Set<Topic> more) {
    Set<Topic> all = EnumSet.copyOf(wanted);
    all.addAll(more);
    return new TopicsAdmin(admin, topics, settings, all);
  }

  /**
   * Creates what is missing; safe to repeat, also by several processes at once.
   *
   * @return the names of the topics that this call created
   * @throws KafkaException when the cluster refuses or does not answer
   */
  public List<String> create() {
    var created = new ArrayList<String>();
    var missing = new ArrayList<NewTopic>();
    for (Topic topic : wanted) {
      missing.add(
          new NewTopic(topics.name(topic), settings.partitions(), settings.replicationFactor())
              .configs(Topics.configuration(topic, settings)));
    }
    admin
        .createTopics(missing)
        .values()
        .forEach(
            (name, future) -> {
              if (await(name, future.thenApply(ignored -> true), TopicExistsException.class)
                  .isPresent()) {
                created.add(name);
              }
            });
    awaitVisible(created);
    return List.copyOf(created);
  }

  /** A broker may learn of a new topic a moment after the controller has answered. */
  private void awaitVisible(List<String> created) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(VISIBLE_WITHIN_SECONDS);
    while (!areVisible(created)) {
      if (System.nanoTime() - deadline > 0) {
        throw new KafkaException(
            "Created "
                + created
                + ", but not all brokers show them after "
                + VISIBLE_WITHIN_SECONDS
                + " s");
      }
      pause();
    }
  }

  private boolean areVisible(List<String> names) {
    return admin.describeTopics(names).topicNameValues().entrySet().stream()
        .allMatch(
            asked ->
                await(asked.getKey(), asked.getValue(), UnknownTopicOrPartitionException.class)
                    .isPresent());
  }

  private static void pause() {
    try {
      Thread.sleep(VISIBLE_POLL_MS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Compares the topics with what Turnout needs. Retention of the reports is the user's and is not
   * compared.
   *
   * @return every difference; empty when all is well
   * @throws KafkaException when the cluster does not answer
   */
  public List<TopicDifference> verify() {
    var differences = new ArrayList<TopicDifference>();
    Map<Topic, TopicDescription> found = descriptions(differences);
    int partitions =
        found.containsKey(Topic.COMMANDS)
            ? found.get(Topic.COMMANDS).partitions().size()
            : settings.partitions();
    Map<String, Config> configurations = configurations(found);
    found.forEach(
        (topic, description) -> {
          comparePartitions(topic, partitions, description.partitions().size(), differences);
          Config configuration = configurations.get(topics.name(topic));
          if (configuration != null) {
            compareConfiguration(topic, configuration, differences);
          }
        });
    return List.copyOf(differences);
  }

  /**
   * The number of partitions that the topics really have.
   *
   * @throws KafkaException when the commands topic is missing or the cluster does not answer
   */
  public int partitions() {
    String name = topics.commands();
    KafkaFuture<TopicDescription> future =
        admin.describeTopics(List.of(name)).topicNameValues().get(name);
    return await(name, future, UnknownTopicOrPartitionException.class)
        .orElseThrow(
            () ->
                new KafkaException(
                    "Topic '" + name + "' does not exist; run 'turnout topics create'"))
        .partitions()
        .size();
  }

  private Map<Topic, TopicDescription> descriptions(List<TopicDifference> differences) {
    Map<String, KafkaFuture<TopicDescription>> futures =
        admin.describeTopics(wanted.stream().map(topics::name).toList()).topicNameValues();
    var found = new LinkedHashMap<Topic, TopicDescription>();
    for (Topic topic : wanted) {
      String name = topics.name(topic);
      await(name, futures.get(name), UnknownTopicOrPartitionException.class)
          .ifPresentOrElse(
              description -> found.put(topic, description),
              () ->
                  differences.add(
                      new TopicDifference(
                          name, "existence", "the topic", "none", "run 'turnout topics create'")));
    }
    return found;
  }

  private Map<String, Config> configurations(Map<Topic, TopicDescription> found) {
    Set<ConfigResource> resources = new LinkedHashSet<>();
    found
        .keySet()
        .forEach(t -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topics.name(t))));
    var byName = new LinkedHashMap<String, Config>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, future) ->
                await(resource.name(), future, UnknownTopicOrPartitionException.class)
                    .ifPresent(config -> byName.put(resource.name(), config)));
    return byName;
  }

  private void comparePartitions(
      Topic topic, int expected, int actual, List<TopicDifference> differences) {
    if (actual != expected) {
      differences.add(
          new TopicDifference(
              topics.name(topic),
              "partitions",
              expected + " as in '" + topics.commands() + "'",
              Integer.toString(actual),
              "give both the same number: a model's records must lie in the same partition of every topic"));
    }
  }

  private void compareConfiguration(Topic topic, Config actual, List<TopicDifference> differences) {
    Map<String, String> configuration = Topics.configuration(topic, settings);
    for (String aspect : aspectsToCompare(topic)) {
      String expected = configuration.getOrDefault(aspect, "");
      var entry = actual.get(aspect);
      String got = entry == null || entry.value() == null ? "nothing" : entry.value();
      if (!got.equals(expected)) {
        String cure =
            "run 'kafka-configs.sh --alter --topic %s --add-config %s=%s'"
                .formatted(topics.name(topic), aspect, expected);
        differences.add(new TopicDifference(topics.name(topic), aspect, expected, got, cure));
      }
    }
  }

  private static List<String> aspectsToCompare(Topic topic) {
    var aspects =
        new ArrayList<>(
            List.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
    if (topic.cleanup() == Topic.Cleanup.KEEP_FOR_EVER) {
      aspects.add(TopicConfig.RETENTION_MS_CONFIG);
    }
    return aspects;
  }

  /** Empty when the answer is the exception that is expected. */
  private static <T> Optional<T> await(
      String topic, @Nullable KafkaFuture<T> asked, Class<? extends Exception> expected) {
    KafkaFuture<T> future =
        Objects.requireNonNull(asked, "the admin client answers for each topic");
    try {
      return Optional.of(future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      if (e.getCause() instanceof TopicAuthorizationException) {
        // The broker's words do not say which one.
        throw new TopicAuthorizationException(Set.of(topic));
      }
      throw new KafkaException("The cluster refused: " + Refusal.bottom(e), e);
    } catch (TimeoutException e) {
      throw new KafkaException(
          "The cluster did not answer within " + ANSWER_WITHIN_SECONDS + " s", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
