package dev.turnout.agents.kubernetes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link KubeCluster}: a real kube-apiserver over a real etcd, one per test JVM.
 * There are no nodes and no controllers behind it, so nothing runs and no status changes by itself.
 * {@code .ci/with-kubernetes} builds both and says where they are; where they are not, the tests do
 * not run, and one line says so.
 */
public final class KubeApiServer implements ParameterResolver, ExecutionCondition {
  private static final Namespace SPACE = Namespace.create(KubeApiServer.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (directory().isPresent()) {
      return ConditionEvaluationResult.enabled("kube-apiserver is here");
    }
    context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent("told", key -> tell(context.getRequiredTestClass()));
    return ConditionEvaluationResult.disabled("no kube-apiserver: run .ci/with-kubernetes");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == KubeCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent(
            "cluster", key -> KubeCluster.start(directory().orElseThrow()), KubeCluster.class);
  }

  /** The directory with kube-apiserver, etcd and the definitions of the Gateway API. */
  private static Optional<Path> directory() {
    return Stream.concat(
            Stream.of(
                System.getProperty("turnout.test.kubernetes", ""),
                System.getenv().getOrDefault("TURNOUT_KUBERNETES", "")),
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)))
        .filter(place -> !place.isBlank())
        .map(Path::of)
        .filter(place -> Files.isExecutable(place.resolve("kube-apiserver")))
        .findFirst();
  }

  private static boolean tell(Class<?> test) {
    System.out.printf(
        "[kubernetes] no kube-apiserver here, so %s and other tests that need one did not run (.ci/with-kubernetes builds it)%n",
        test.getSimpleName());
    return true;
  }
}
