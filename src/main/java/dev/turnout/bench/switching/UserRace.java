package dev.turnout.bench.switching;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import dev.turnout.bench.routers.RawServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Switches models with few and with many users, by turns, beside a router with an entry for each.
 */
final class UserRace {
  private static final double FLAT = 1.1;
  private static final int BATCHES = 101;

  private final List<Lane> lanes = new ArrayList<>();

  /** One number of users, and what was measured with it. */
  private static final class Lane {
    private final int users;
    private final TableRouter table;
    private final Optional<EntryRouter> entries;
    private final List<Double> micros = new ArrayList<>();
    private final List<Double> entryMicros = new ArrayList<>();
    private double keptByTable;
    private double keptByEntries;

    private Lane(int users, Map<String, Endpoint> endpoints) {
      this.users = users;
      this.table = new TableRouter(endpoints, users);
      this.entries = EntryRouter.fits(users) ? Optional.of(new EntryRouter()) : Optional.empty();
    }
  }

  /**
   * Measures everything.
   *
   * @param passed is run after each round
   */
  static UserRace run(SwitchSetting setting, Runnable passed) throws IOException {
    UserRace race = new UserRace();
    try (RawServer stable = RawServer.start();
        RawServer candidate = RawServer.start()) {
      Map<String, Endpoint> endpoints =
          Map.of(UserTables.STABLE, stable.endpoint(), UserTables.CANDIDATE, candidate.endpoint());
      setting.users().forEach(users -> race.lanes.add(new Lane(users, endpoints)));
      race.prepare();
      for (int round = 0; round < setting.rounds(); round++) {
        race.round();
        passed.run();
      }
    } finally {
      race.lanes.forEach(lane -> lane.table.close());
    }
    return race;
  }

  private void prepare() throws IOException {
    for (Lane lane : lanes) {
      lane.table.warmUp();
      long before = used();
      lane.table.see();
      long seen = used();
      lane.keptByTable = Math.max(0, seen - before) / 1e6;
      lane.entries.ifPresent(router -> router.see(lane.users));
      lane.keptByEntries = Math.max(0, used() - seen) / 1e6;
    }
  }

  /** Batch by batch each in its turn; the entries come last, their garbage is not ours. */
  private void round() throws IOException {
    List<List<Double>> batches =
        lanes.stream().map(any -> (List<Double>) new ArrayList<Double>()).toList();
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int lane = 0; lane < lanes.size(); lane++) {
        batches.get(lane).add(lanes.get(lane).table.batchMicros());
      }
    }
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      lane.micros.add(Spread.of(batches.get(i)).median());
      lane.table.check();
      lane.entries.ifPresent(router -> lane.entryMicros.add(router.switchMicros()));
    }
  }

  /** Bytes of the heap that are in use after a collection. */
  static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  Section section() {
    List<List<Object>> rows = new ArrayList<>();
    for (Lane lane : lanes) {
      rows.add(
          List.of(
              lane.users,
              Spread.of(lane.micros),
              ifAny(lane, measured -> Spread.of(measured.entryMicros)),
              ifAny(lane, measured -> Spread.ratios(measured.entryMicros, measured.micros)),
              lane.keptByTable,
              ifAny(lane, measured -> measured.keptByEntries)));
    }
    return new Section(
        "A switch of all users, by users that were seen",
        List.of(
            "users",
            "turnout, us",
            "an entry per user, us",
            "entries / turnout",
            "turnout kept, MB",
            "entries kept, MB"),
        rows);
  }

  Goal goal() {
    Lane least = lanes.get(0);
    Lane most = lanes.get(lanes.size() - 1);
    return Goal.atMost(
        "switch with %,d users / with %,d".formatted(most.users, least.users),
        Spread.ratios(most.micros, least.micros),
        FLAT,
        "");
  }

  private static Object ifAny(Lane lane, Function<Lane, Object> cell) {
    return lane.entries.isPresent() ? cell.apply(lane) : "no memory";
  }
}
