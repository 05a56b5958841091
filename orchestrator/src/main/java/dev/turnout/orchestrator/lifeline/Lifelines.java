package dev.turnout.orchestrator.lifeline;

import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Both ends of an orchestrator's lifelines: its own is held by the others, and it holds theirs. */
public final class Lifelines implements AutoCloseable {

  private final Lifeline own;
  private final PeerWatch watch;

  private Lifelines(Lifeline own, PeerWatch watch) {
    this.own = own;
    this.watch = watch;
  }

  /**
   * Begins to listen and to watch.
   *
   * @param name the {@code group.instance.id} of this process
   * @param admin used from other threads as long as this is open
   * @param removed hears, in any thread, the name of each peer whose death was noticed here
   * @throws java.io.UncheckedIOException if the address cannot be used
   */
  public static Lifelines open(
      LifelinePlace place,
      String bootstrapServers,
      String name,
      Admin admin,
      String group,
      Consumer<String> removed) {
    Lifeline own = Lifeline.open(place.resolve(bootstrapServers), name);
    return new Lifelines(own, new PeerWatch(name, new KafkaPeerGroup(admin, group), removed));
  }

  /** The client id by which the others find this one. */
  public String clientId(String base) {
    return Peer.clientId(base, own.port());
  }

  /** How many others are held now. */
  public int held() {
    return watch.held();
  }

  /** To be called after the group was left, so that nobody takes this for a death. */
  @Override
  public void close() {
    watch.close();
    own.close();
  }
}
