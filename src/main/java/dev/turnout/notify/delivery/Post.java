package dev.turnout.notify.delivery;

import dev.turnout.notify.delivery.Sender.Outcome;
import dev.turnout.notify.message.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  /** So many requests may be under way at once. */
  private static final int MOST_UNDER_WAY = 64;

  private final List<Webhook> webhooks;
  private final Sender sender;
  private final Listener listener;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private int underWay;

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

  /** Takes a notice for whoever wants it. */
  public void take(Notice notice, ConsumerRecord<byte[], byte[]> origin) {
    for (Webhook webhook : webhooks) {
      if (webhook.wants(notice)) {
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
      underWay--;
      finish(answer, now);
    }
    lanes.values().removeIf(Lane::isEmpty);
    for (Lane lane : lanes.values()) {
      if (underWay >= MOST_UNDER_WAY) {
        return;
      }
      lane.next(now).ifPresent(parcel -> send(lane, parcel, now));
    }
  }

  /** Offset of the oldest notice of a partition that somebody does not have yet. */
  public OptionalLong oldest(TopicPartition partition) {
    return lanes.values().stream()
        .flatMap(lane -> lane.waiting().stream())
        .filter(parcel -> parcel.partition().equals(partition))
        .mapToLong(Parcel::offset)
        .min();
  }

  /** Forgets what another process has taken over. */
  public void drop(TopicPartition partition) {
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

  private void send(Lane lane, Parcel parcel, Instant now) {
    underWay++;
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
