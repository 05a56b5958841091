package dev.turnout.bench.proxy;

import dev.turnout.events.MirrorRoute;
import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The route tables of the models that are measured. */
final class BenchTables {
  /** A model with a sticky split. */
  static final String SPLIT = "fraud";

  /** A model whose users all get the same version. */
  static final String PLAIN = "plain";

  /** The same, and another version gets a copy of each request. */
  static final String MIRRORED = "mirrored";

  static final String STABLE = "v1";
  static final String CANDIDATE = "v2";
  static final double CANDIDATE_WEIGHT = 0.1;
  static final String SALT = "bench";
  static final String KEY = "x-user-id";

  private BenchTables() {}

  static List<String> models() {
    return List.of(SPLIT, PLAIN, MIRRORED);
  }

  static RouteTable of(String model) {
    return switch (model) {
      case SPLIT -> table(model, CANDIDATE_WEIGHT, null);
      case MIRRORED -> table(model, 0, new MirrorRoute(CANDIDATE, 1.0, List.of()));
      default -> table(model, 0, null);
    };
  }

  private static RouteTable table(String model, double candidate, @Nullable MirrorRoute mirror) {
    return RouteTable.newBuilder()
        .setModel(model)
        .setEpoch(1)
        .setRollout(model + "-" + CANDIDATE)
        .setSalt(SALT)
        .setStickiness(new Stickiness(StickinessKind.HEADER, KEY))
        .setVersions(
            List.of(
                new VersionRoute(STABLE, null, Role.STABLE, 1 - candidate),
                new VersionRoute(CANDIDATE, null, Role.CANDIDATE, candidate)))
        .setMirror(mirror)
        .build();
  }
}
