package dev.turnout.agents.kubernetes;

import java.util.regex.Pattern;

/**
 * An object of the API, or all objects of a kind in a namespace.
 *
 * @param group API group, such as {@code apps}; empty for the core group
 * @param version such as {@code v1}
 * @param kind plural in lower case, such as {@code services}
 * @param namespace where it lies
 * @param name of the object; empty for all of the namespace
 * @param subresource such as {@code scale}; empty for the object itself
 */
public record KubeResource(
    String group, String version, String kind, String namespace, String name, String subresource) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  public KubeResource {
    requireName("the namespace of " + kind, namespace);
    if (!name.isEmpty()) {
      requireName("the name of one of the " + kind, name);
    }
  }

  public static KubeResource service(String namespace, String name) {
    return new KubeResource("", "v1", "services", namespace, name, "");
  }

  public static KubeResource httpRoute(String namespace, String name) {
    return new KubeResource("gateway.networking.k8s.io", "v1", "httproutes", namespace, name, "");
  }

  public static KubeResource deployments(String namespace) {
    return new KubeResource("apps", "v1", "deployments", namespace, "", "");
  }

  /** How many replicas a deployment is to have: all that may be changed with the right to scale. */
  public static KubeResource scale(String namespace, String deployment) {
    return new KubeResource("apps", "v1", "deployments", namespace, deployment, "scale");
  }

  /** Its path on the server. */
  public String path() {
    String root = group.isEmpty() ? "/api/" : "/apis/" + group + "/";
    String object = name.isEmpty() ? "" : "/" + name;
    return root + version + "/namespaces/" + namespace + "/" + kind + object + slash(subresource);
  }

  /** The rule of a Role that allows a verb on it. */
  String rule(String verb) {
    String names =
        name.isEmpty() || !subresource.isEmpty() ? "" : ", resourceNames: [" + name + "]";
    return "{apiGroups: [\"%s\"], resources: [%s]%s, verbs: [%s]} in namespace %s"
        .formatted(group, kind + slash(subresource), names, verb, namespace);
  }

  @Override
  public String toString() {
    return kind + slash(subresource) + " " + namespace + slash(name);
  }

  private static String slash(String part) {
    return part.isEmpty() ? "" : "/" + part;
  }

  private static void requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Expected %s in lower case letters, digits, '-' and '.', but got '%s'"
              .formatted(what, name));
    }
  }
}
