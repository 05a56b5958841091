package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.api.model.ReadModel;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Offices;
import dev.turnout.control.Policies.InForce;
import dev.turnout.control.Policies.Outcome;
import dev.turnout.control.PolicyPartitions;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.output.RecordTree;
import dev.turnout.spec.PolicyFile;
import dev.turnout.view.PolicyText;
import dev.turnout.yaml.InvalidDocument;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What holds for all models. Everybody may read it, with the places of their models; only who may
 * do so for all models sets it.
 */
final class PolicyResource {
  private static final String PATH = "/api/v1/policy";

  private final Connection connection;
  private final ReadModel models;

  PolicyResource(Connection connection, ReadModel models) {
    this.connection = connection;
    this.models = models;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Verb.READ, this::show),
        Route.put(PATH, Verb.SET_POLICY, this::set),
        Route.delete(PATH, Verb.SET_POLICY, exchange -> send(exchange, Policy.NONE)));
  }

  private Future<Reply> show(Exchange exchange) {
    return Future.succeededFuture(
        Reply.ok(models.policy().map(policy -> tree(exchange, policy)).orElseGet(Map::of)));
  }

  private static Map<String, Object> tree(Exchange exchange, InForce policy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("policy", PolicyText.tree(policy.policy()));
    tree.put(
        "places",
        policy.places().stream()
            .filter(place -> exchange.sees(place.getModel()))
            .map(RecordTree::of)
            .toList());
    tree.put("partitions", policy.partitions());
    tree.put("different", policy.different());
    return tree;
  }

  private Future<Reply> set(Exchange exchange) {
    exchange.requireEverywhere();
    Policy policy = read(exchange);
    return exchange.flag("dryRun")
        ? Future.succeededFuture(Reply.ok(Map.of("valid", true)))
        : send(exchange, policy);
  }

  private static Policy read(Exchange exchange) {
    try {
      return PolicyFile.parse(exchange.text(), "body");
    } catch (InvalidDocument e) {
      throw Bodies.invalid(e.problems()).thrown();
    }
  }

  private Future<Reply> send(Exchange exchange, Policy policy) {
    exchange.requireEverywhere();
    Duration wait = CommandDesk.wait(exchange);
    String id = CommandDesk.id(exchange);
    String actor = exchange.caller().actor();
    String reason = exchange.query("reason").orElse(null);
    return exchange.blocking(
        () ->
            reply(
                id,
                PolicyPartitions.outcome(
                    Offices.send(
                            connection,
                            name -> PolicyPartitions.command(id, name, policy, actor, reason),
                            wait)
                        .values())));
  }

  private static Reply reply(String id, Outcome outcome) {
    if (outcome.refusal().isPresent()) {
      throw Problem.of(Problem.Kind.REFUSED, "%s", outcome.refusal().get())
          .with("commandId", id)
          .thrown();
    }
    boolean all = outcome.silent() == 0;
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("commandId", id);
    tree.put("answer", all ? "accepted" : "none");
    tree.put("partitions", outcome.partitions());
    tree.put("silent", outcome.silent());
    return Reply.json(all ? 200 : 202, tree);
  }
}
