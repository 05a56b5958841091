package dev.turnout.testing;

import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.schemas.Topics;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Gives tests a {@link TestBus} over one real broker and one registry per test JVM, or an {@link
 * EmbeddedKafka} of their own. {@code -Dturnout.test.kafka} says which broker: {@code auto} (a
 * container where Docker is, else embedded), {@code container}, {@code embedded}, or {@code
 * host:port} of one that runs. A broker that was asked for by name and is not there fails the
 * tests; none is ever skipped.
 */
public final class KafkaBroker implements ParameterResolver {

  private static final Namespace SPACE = Namespace.create(KafkaBroker.class);
  private static final String IMAGE = "apache/kafka-native:4.3.1";
  private static final AtomicInteger CLASSES = new AtomicInteger();

  /** The broker and registry of this JVM; JUnit closes it at the end. */
  private record Shared(String bootstrapServers, AutoCloseable broker, EmbeddedRegistry registry)
      implements AutoCloseable {
    @Override
    public void close() throws Exception {
      registry.close();
      broker.close();
    }
  }

  private record Running(String kind, String bootstrapServers, AutoCloseable broker) {}

  private record OwnCluster(EmbeddedKafka kafka) implements AutoCloseable {
    @Override
    public void close() {
      kafka.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestBus.class || type == EmbeddedKafka.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == EmbeddedKafka.class) {
      int nodes = parameter.findAnnotation(Bootstrap.class).map(Bootstrap::nodes).orElse(1);
      return context
          .getStore(SPACE)
          .getOrComputeIfAbsent("own", k -> new OwnCluster(startOwn(nodes)), OwnCluster.class)
          .kafka();
    }
    Shared shared =
        context
            .getRoot()
            .getStore(SPACE)
            .getOrComputeIfAbsent("shared", k -> start(), Shared.class);
    Class<?> testClass = context.getRequiredTestClass();
    String prefix =
        context
            .getRoot()
            .getStore(SPACE)
            .getOrComputeIfAbsent(testClass, KafkaBroker::prefixOf, String.class);
    return new TestBus(shared.bootstrapServers(), shared.registry().url(), new Topics(prefix));
  }

  private static EmbeddedKafka startOwn(int nodes) {
    return EmbeddedKafka.start(EmbeddedKafkaOptions.temporary().withNodes(nodes));
  }

  /** Differs between classes and, for a broker that outlives the run, between runs. */
  private static String prefixOf(Class<?> testClass) {
    return "%s-%d-%s"
        .formatted(
            testClass.getSimpleName().toLowerCase(Locale.ROOT),
            CLASSES.incrementAndGet(),
            Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
  }

  private static Shared start() {
    String asked = System.getProperty("turnout.test.kafka", "auto");
    long begin = System.nanoTime();
    boolean docker = asked.equals("auto") && DockerClientFactory.instance().isDockerAvailable();
    Running running =
        switch (asked) {
          case "auto" -> docker ? container() : embedded();
          case "container" -> container();
          case "embedded" -> embedded();
          default -> external(asked);
        };
    System.out.printf(
        "[kafka] asked for %s, running %s at %s (%d ms)%s%n",
        asked,
        running.kind(),
        running.bootstrapServers(),
        (System.nanoTime() - begin) / 1_000_000,
        asked.equals("auto") && !docker
            ? "; no Docker here, so the run on Testcontainers did not happen"
            : "");
    return new Shared(running.bootstrapServers(), running.broker(), EmbeddedRegistry.start());
  }

  private static Running embedded() {
    EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.temporary());
    return new Running("embedded", kafka.bootstrapServers(), kafka);
  }

  private static Running container() {
    KafkaContainer container = new KafkaContainer(IMAGE);
    container.start();
    return new Running("container", container.getBootstrapServers(), container::stop);
  }

  private static Running external(String address) {
    if (!address.matches("[^:]+:\\d+")) {
      throw new IllegalArgumentException(
          "Expected -Dturnout.test.kafka to be auto, container, embedded or host:port, but got '"
              + address
              + "'");
    }
    return new Running("external", address, () -> {});
  }
}
