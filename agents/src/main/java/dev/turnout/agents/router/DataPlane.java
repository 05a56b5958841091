package dev.turnout.agents.router;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The data planes, and what each can do. */
public enum DataPlane {
  /** The proxy inside the agent. */
  PROXY("proxy", EnumSet.allOf(Capability.class)),
  HAPROXY("haproxy", EnumSet.complementOf(EnumSet.of(Capability.MIRROR))),
  /** Without Lua, by reloads; newer ones lose no request by it. */
  NGINX(
      "nginx",
      EnumSet.of(Capability.WEIGHTS, Capability.EXACT_SHARE, Capability.STICKY, Capability.NODES)),
  NGINX_LUA(
      "nginx-lua",
      EnumSet.of(
          Capability.WEIGHTS,
          Capability.EXACT_SHARE,
          Capability.STICKY,
          Capability.HOT_WEIGHTS,
          Capability.LOSSLESS,
          Capability.NODES)),
  /** Works on connections: whatever is in them gets through, but open ones stay where they are. */
  KUBERNETES_SERVICE("kubernetes-service", EnumSet.of(Capability.GRPC, Capability.NODES)),
  GATEWAY_API(
      "gateway-api", EnumSet.of(Capability.WEIGHTS, Capability.EXACT_SHARE, Capability.NODES));

  /** Key of the label under which a node says what its data plane can do. */
  public static final String LABEL = "turnout.dev/data-plane-can";

  private final String word;
  private final Set<Capability> capabilities;

  DataPlane(String word, Set<Capability> capabilities) {
    this.word = word;
    this.capabilities = Collections.unmodifiableSet(capabilities);
  }

  /** Its name in commands and guides. */
  public String word() {
    return word;
  }

  public Set<Capability> capabilities() {
    return capabilities;
  }

  /** The label of a data plane that can do this; none if nothing is known of it. */
  public static Map<String, String> label(Set<Capability> capabilities) {
    return capabilities.isEmpty()
        ? Map.of()
        : Map.of(
            LABEL, capabilities.stream().map(Enum::name).sorted().collect(Collectors.joining("/")));
  }

  /** The plane of a name. */
  public static Optional<DataPlane> of(String word) {
    return Arrays.stream(values()).filter(plane -> plane.word.equals(word)).findFirst();
  }
}
