package dev.turnout.notify.delivery;

import dev.turnout.notify.delivery.Sender.Outcome;
import dev.turnout.notify.message.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything that is to be brought. Each receiver hears of each model in order; what one receiver
 * does not take holds up nothing but its own notices of that model. Used by one thread.
 */
public final class Post {
  /** So many requests to one receiver may be under way at once; one that hangs stops no other. */
  private static final int MOST_UNDER_WAY = 16;

  private final List<Webhook> webhooks;
  private final Sender sender;
  private final Listener listener;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> underWay = new HashMap<>();
  private final Map<TopicPartition, Progress> begun = new HashMap<>();

  /** Hears what became of each notice. */
  public interface Listener {
    void arrived(Webhook webhook, Notice notice);

    void failed(Webhook webhook, Notice notice, String reason);

    /**
     * It will never arrive.
     *
     * @param origin the journal's record
     */
    void givenUp(Webhook webhook, ConsumerRecord<byte[], byte[]> origin, String reason);
  }

  private record Answer(Lane lane, Parcel parcel, Outcome outcome) {}

  public Post(List<Webhook> webhooks, Sender sender, Listener listener) {
    this.webhooks = List.copyOf(webhooks);
    this.sender = sender;
    this.listener = listener;
  }

  /** Goes on with a partition: nobody is told again what he knows. */
  public void resume(TopicPartition partition, Progress known) {
    begun.put(partition, known);
  }

  /** Takes a notice for whoever wants it and does not know it. */
  public void take(Notice notice, ConsumerRecord<byte[], byte[]> origin) {
    TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
    for (Webhook webhook : webhooks) {
      if (webhook.wants(notice) && origin.offset() >= known(partition, webhook)) {
        String key = webhook.name() + "/" + origin.partition() + "/" + notice.model();
        lanes
            .computeIfAbsent(key, unknown -> new Lane(webhook))
            .add(new Parcel(notice, origin))
            .ifPresent(
                parcel ->
                    listener.givenUp(
                        webhook,
                        parcel.origin(),
                        "more than %d notices of %s wait"
                            .formatted(Lane.LONGEST, parcel.notice().model())));
      }
    }
  }

  /** Sends what is due, and minds the answers that have come. */
  public void turn(Instant now) {
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      underWay.merge(answer.lane().webhook().name(), -1, Integer::sum);
      finish(answer, now);
    }
    lanes.values().removeIf(Lane::isEmpty);
    for (Lane lane : lanes.values()) {
      if (underWay.getOrDefault(lane.webhook().name(), 0) < MOST_UNDER_WAY) {
        lane.next(now).ifPresent(parcel -> send(lane, parcel, now));
      }
    }
  }

  /**
   * For each receiver the offset of the first entry of a partition that it does not know.
   *
   * @param position of the reader, behind all that was taken
   */
  public Map<String, Long> told(TopicPartition partition, long position) {
    Map<String, Long> told = new HashMap<>();
    webhooks.forEach(
        webhook -> told.put(webhook.name(), Math.max(position, known(partition, webhook))));
    for (Lane lane : lanes.values()) {
      // A lane is in order, so its first is its oldest.
      Optional.ofNullable(lane.waiting().peekFirst())
          .filter(parcel -> parcel.partition().equals(partition))
          .ifPresent(parcel -> told.merge(lane.webhook().name(), parcel.offset(), Math::min));
    }
    return told;
  }

  /** Forgets what another process has taken over. */
  public void drop(TopicPartition partition) {
    begun.remove(partition);
    lanes
        .values()
        .removeIf(
            lane ->
                Optional.ofNullable(lane.waiting().peekFirst())
                    .filter(parcel -> parcel.partition().equals(partition))
                    .isPresent());
  }

  /** How many notices wait or are under way, by receiver. */
  public Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new TreeMap<>();
    webhooks.forEach(webhook -> waiting.put(webhook.name(), 0));
    lanes
        .values()
        .forEach(lane -> waiting.merge(lane.webhook().name(), lane.waiting().size(), Integer::sum));
    return waiting;
  }

  /** Why receivers do not take what they should, one sentence each. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    for (Webhook webhook : webhooks) {
      lanes.values().stream()
          .filter(lane -> lane.webhook().equals(webhook))
          .flatMap(lane -> lane.trouble().stream())
          .findFirst()
          .ifPresent(
              reason ->
                  troubles.add("%s does not take notices: %s".formatted(webhook.name(), reason)));
    }
    return troubles;
  }

  private long known(TopicPartition partition, Webhook webhook) {
    return Optional.ofNullable(begun.get(partition))
        .map(progress -> progress.of(webhook.name()))
        .orElse(0L);
  }

  private void send(Lane lane, Parcel parcel, Instant now) {
    underWay.merge(lane.webhook().name(), 1, Integer::sum);
    var unused =
        sender
            .send(lane.webhook(), parcel.notice(), now)
            .thenAccept(outcome -> answers.add(new Answer(lane, parcel, outcome)));
  }

  private void finish(Answer answer, Instant now) {
    Webhook webhook = answer.lane().webhook();
    Parcel parcel = answer.parcel();
    String reason = answer.outcome().trouble().orElse("");
    switch (answer.lane().finish(answer.outcome(), now)) {
      case ARRIVED -> listener.arrived(webhook, parcel.notice());
      case AGAIN -> listener.failed(webhook, parcel.notice(), reason);
      case GIVEN_UP -> listener.givenUp(webhook, parcel.origin(), reason);
    }
  }
}
