package dev.turnout.agents.routing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decides which version answers a request. The key's bucket is one of a million places in [0, 1);
 * the versions own consecutive ranges in the order of the table. So the split is exact, the same
 * key stays with the same version while the weights stay, and a candidate that grows from the front
 * takes users over and gives none back.
 *
 * <p>Immutable, and so safe for all threads.
 */
public final class VersionPicker {
  private final String prefix;
  private final String[] versions;
  private final int[] ends;

  /**
   * @param snapshot a table that {@linkplain RouteSnapshot#serves() serves}; from another one
   *     nothing can be picked
   */
  public VersionPicker(RouteSnapshot snapshot) {
    List<VersionRoute> routes = snapshot.routes();
    prefix = snapshot.salt() + ":";
    versions = new String[routes.size()];
    ends = new int[routes.size()];
    int end = 0;
    for (int i = 0; i < versions.length; i++) {
      end += routes.get(i).millionths();
      versions[i] = routes.get(i).version();
      ends[i] = end;
    }
  }

  /** The version for a request with a key. */
  public String pick(String key) {
    return owner(bucket(key));
  }

  /**
   * The version for a request without a key.
   *
   * @param chance a random number in [0, 1)
   */
  public String pickWithoutKey(double chance) {
    return owner((int) (chance * Fraction.ONE));
  }

  /** The key's place, in millionths. */
  int bucket(String key) {
    byte[] bytes = (prefix + key).getBytes(StandardCharsets.UTF_8);
    return Integer.remainderUnsigned(Xxh32.hash(bytes, 0), Fraction.ONE);
  }

  private String owner(int bucket) {
    int i = 0;
    while (bucket >= ends[i]) {
      i++;
    }
    return versions[i];
  }
}
