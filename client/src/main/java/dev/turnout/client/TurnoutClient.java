package dev.turnout.client;

import dev.turnout.bus.ActorName;
import dev.turnout.bus.Connection;
import dev.turnout.bus.ConnectionSettings;
import dev.turnout.bus.Conversation;
import dev.turnout.bus.Rollouts;
import dev.turnout.bus.SignKey;
import dev.turnout.events.RolloutState;
import dev.turnout.events.StartRollout;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline's way to Turnout: publishes commands and labels on the bus and reads the
 * orchestrator's decisions from it. Holds no connection between calls, may be used by many threads
 * and is not closed.
 *
 * <p>What cannot be done is told as a {@link Failure}: its message says what was expected and what
 * to do, its {@link Failure#exit() exit} is the code that the command line ends with for the same
 * reason.
 */
public final class TurnoutClient {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Connection connection;
  private final Sender sender;

  private TurnoutClient(Connection connection, String actor, Duration answerWithin) {
    this.connection = connection;
    this.sender = new Sender(connection, actor, answerWithin);
  }

  /**
   * A client of an installation whose topics have their usual names.
   *
   * @param bootstrapServers brokers to ask first, {@code host:port} with commas between them
   * @param registry address of the schema registry, {@code http://host:port}
   */
  public static TurnoutClient connect(String bootstrapServers, String registry) {
    return connect(Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registry));
  }

  /**
   * A client with properties of Kafka's clients, for example for TLS and SASL.
   *
   * @param properties at least {@code bootstrap.servers} and {@code schema.registry.url}; {@code
   *     topic.prefix} if the installation's topics have names of their own
   * @throws Failure saying which one is missing
   */
  public static TurnoutClient connect(Map<String, ?> properties) {
    return of(ConnectionSettings.connection(properties));
  }

  /**
   * A client of the installation that the environment names, as for the command line: {@code
   * TURNOUT_BOOTSTRAP_SERVERS}, {@code TURNOUT_REGISTRY}, {@code TURNOUT_TOPIC_PREFIX} and {@code
   * TURNOUT_COMMAND_CONFIG}, or a {@code turnout up} that runs in the working directory.
   *
   * @throws Failure saying what is missing
   */
  public static TurnoutClient fromEnvironment() {
    Connection found =
        new ConnectionSettings(System.getenv(), Path.of(""))
            .resolve(ConnectionSettings.Given.NOTHING, true);
    return of(found);
  }

  private static TurnoutClient of(Connection found) {
    return new TurnoutClient(
        found.withSigner(SignKey.of(Optional.empty())),
        ActorName.of(Optional.empty()),
        ANSWER_WITHIN);
  }

  /**
   * The same client, which signs its commands with this key. Without it that of the environment's
   * {@code TURNOUT_SIGN_KEY} counts, if there is one.
   *
   * @param keyFile Ed25519 key, PKCS#8 in PEM, without password
   * @throws Failure if it is not
   */
  public TurnoutClient signWith(Path keyFile) {
    return new TurnoutClient(
        connection.withSigner(SignKey.of(Optional.of(keyFile))),
        sender.actor(),
        sender.answerWithin());
  }

  /**
   * The same client, which asks in this name; every command carries it and the journal keeps it.
   * Without it the environment's {@code TURNOUT_ACTOR} counts, then user@host.
   *
   * @param actor for example {@code pipeline/fraud-ci}
   */
  public TurnoutClient as(String actor) {
    return new TurnoutClient(connection, actor, sender.answerWithin());
  }

  /** The same client, which waits so long for the orchestrator's answer instead of 10 seconds. */
  public TurnoutClient answeredWithin(Duration limit) {
    return new TurnoutClient(connection, sender.actor(), limit);
  }

  /**
   * Starts a rollout.
   *
   * @return the attempt that runs now; to be closed
   * @throws Failure if the orchestrator refuses, with its reason; or if none answers in time: then
   *     the command lies on the bus and will be carried out when one runs
   */
  public Rollout start(RolloutFile file) {
    return start(file, StartOptions.DEFAULT);
  }

  /** Starts a rollout in another way; for the rest see {@link #start(RolloutFile)}. */
  public Rollout start(RolloutFile file, StartOptions options) {
    String model = file.model().value();
    Order order =
        new Order(
            model,
            Optional.of(file.name().value()),
            new StartRollout(SpecCodec.write(file.spec()), options.supersede()),
            options.commandId(),
            options.reason());
    Conversation conversation = Conversation.about(connection, model);
    try {
      sender.send(conversation, order);
      return Rollout.started(sender, conversation, model);
    } catch (RuntimeException e) {
      conversation.close();
      throw e;
    }
  }

  /**
   * A rollout that somebody else started.
   *
   * @param name name of the rollout, id of an attempt, or name of the model, whose present or last
   *     one is meant
   * @return the attempt; to be closed
   * @throws Failure saying which rollouts there are
   */
  public Rollout rollout(String name) {
    String model = state(name).getModel();
    Conversation conversation = Conversation.about(connection, model);
    try {
      // Read again: what ended before the conversation began is not heard in it.
      return Rollout.found(sender, conversation, state(name));
    } catch (RuntimeException e) {
      conversation.close();
      throw e;
    }
  }

  /**
   * Reports labels and metrics of which only the pipeline knows.
   *
   * @param reporter who reports; one name for each source, for example {@code label-join}
   * @param runId id of this run: one that is repeated with the same id and the same numbers counts
   *     once
   * @return counters of the run, all zero; to be closed
   */
  public Reports reports(String reporter, String runId) {
    return new Reports(connection, reporter, runId);
  }

  private RolloutState state(String name) {
    try (Rollouts rollouts = Rollouts.read(connection)) {
      return rollouts.find(name);
    }
  }
}
