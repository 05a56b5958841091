package dev.turnout.orchestrator.lifeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The consumer group of the orchestrators. Thread-safe. */
final class KafkaPeerGroup implements PeerGroup {

  private static final long LIMIT_MS = 5_000;

  private final Admin admin;
  private final String group;

  KafkaPeerGroup(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  @Override
  public Set<Peer> peers() {
    ConsumerGroupDescription now =
        result(
            admin.describeConsumerGroups(List.of(group)).describedGroups().values().stream()
                .findFirst()
                .orElseThrow());
    return now.members().stream()
        .flatMap(member -> peer(member).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void remove(Peer dead) {
    var order = new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove(dead.name())));
    order.reason("its process has died");
    try {
      result(admin.removeMembersFromConsumerGroup(group, order).all());
    } catch (UnknownMemberIdException e) {
      // Another orchestrator was faster.
    }
  }

  private static Optional<Peer> peer(MemberDescription member) {
    return Peer.of(member.groupInstanceId(), member.clientId(), member.host());
  }

  private static <T> T result(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(
          "Expected an answer within %d ms, but got none".formatted(LIMIT_MS), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
