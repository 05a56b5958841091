package dev.turnout.orchestrator.stream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions that orchestrators had open when they left the group, killed or cut off. Who
 * takes their partitions over would wait until Kafka's time limit ends them.
 */
final class LeftTransactions {

  /** As long is waited for what a transaction holds up before it is ended. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(LeftTransactions.class);
  private static final long LIMIT_MS = 5_000;

  private final Admin admin;
  private final String group;
  private final String prefix;

  LeftTransactions(OrchestratorConfig config, Admin admin) {
    this.admin = admin;
    this.group = config.group();
    this.prefix = config.topics().transactionalIdPrefix();
  }

  /**
   * Ends them, and fences their producers: none of them could commit any more, since its member is
   * not in the group. If that cannot be done, Kafka's time limit does it.
   */
  void end() {
    try {
      // In this order: who begins one as a member is still a member when they are asked for.
      List<String> open = open();
      Set<String> members = members();
      List<String> left =
          open.stream().filter(transaction -> !members.contains(transaction)).toList();
      if (!left.isEmpty()) {
        LOG.info("Ending the transactions that were left open by {}", left);
        get(admin.fenceProducers(left).all());
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Could not end open transactions, their time limit will reason={}", e.toString());
    }
  }

  /**
   * Ends them while the caller goes on. What is read here need not be held up: who was killed after
   * its first record holds up only those who read the journal, or the routes.
   */
  void endSoon() {
    var unused = CompletableFuture.runAsync(this::end);
  }

  private List<String> open() throws ExecutionException, TimeoutException {
    var options = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    return get(admin.listTransactions(options).all()).stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  private Set<String> members() throws ExecutionException, TimeoutException {
    return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
        .flatMap(description -> description.members().stream())
        .map(MemberDescription::groupInstanceId)
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static <T> T get(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
