package dev.turnout.service;

import dev.turnout.api.ApiConfig;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.signing.SigningConfig;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An orchestrator's file: what decides, and what else the process does.
 *
 * @param api how the HTTP API is served; empty for not at all
 * @param signing how it knows who wrote a command; empty if whoever may write may do everything
 */
public record ServiceConfig(
    OrchestratorConfig orchestrator, Optional<ApiConfig> api, Optional<SigningConfig> signing) {

  /** Without an API. */
  public static ServiceConfig of(OrchestratorConfig orchestrator) {
    return new ServiceConfig(orchestrator, Optional.empty(), Optional.empty());
  }

  /**
   * Reads a YAML file's text.
   *
   * @param source name of the file, for mistakes
   * @throws dev.turnout.yaml.InvalidDocument with every mistake, its line and what to write
   */
  public static ServiceConfig parse(String text, String source) {
    return YamlDocument.parse(text, source).read(ServiceConfig::read);
  }

  public ServiceConfig withApi(ApiConfig other) {
    return new ServiceConfig(orchestrator, Optional.of(other), signing);
  }

  private static YamlField<ServiceConfig> read(YamlNode node) {
    List<YamlField<Optional<ApiConfig>>> api = new ArrayList<>();
    List<YamlField<Optional<SigningConfig>>> signing = new ArrayList<>();
    YamlField<OrchestratorConfig> orchestrator =
        OrchestratorConfig.read(
            node,
            map -> {
              api.add(map.optional("api", ApiConfig::read));
              signing.add(map.optional("signing", SigningConfig::read));
            });
    return orchestrator.map(
        read -> new ServiceConfig(read, api.get(0).get(), signing.get(0).get()));
  }
}
