package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.api.model.Answers.Answered;
import dev.turnout.api.model.ModelView;
import dev.turnout.api.model.ReadModel;
import dev.turnout.bus.Answer;
import dev.turnout.events.AbortRollout;
import dev.turnout.events.ApproveRollout;
import dev.turnout.events.BlockModel;
import dev.turnout.events.PauseRollout;
import dev.turnout.events.PromoteRollout;
import dev.turnout.events.RejectRollout;
import dev.turnout.events.ResumeRollout;
import dev.turnout.events.RetryRollout;
import dev.turnout.events.RollbackRollout;
import dev.turnout.events.StartRollout;
import dev.turnout.events.UnblockModel;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.spec.LintReport;
import dev.turnout.spec.RolloutFile;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Starting rollouts and telling them what to do. */
final class CommandResource {
  private final ReadModel models;
  private final CommandDesk desk;

  /** What stands in the body of a command. */
  private record Order(Optional<String> reason, boolean full) {}

  /** Which rollout is meant; empty for the model's present one. */
  private record Target(String model, Optional<String> rollout) {}

  CommandResource(ReadModel models, CommandDesk desk) {
    this.models = models;
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/api/v1/rollouts", Verb.START, this::start),
        Route.post("/api/v1/rollouts/{id}/promote", Verb.PROMOTE, this::promote),
        simple("pause", Verb.PAUSE, PauseRollout::new),
        simple("resume", Verb.RESUME, ResumeRollout::new),
        simple("abort", Verb.ABORT, AbortRollout::new),
        simple("rollback", Verb.ROLLBACK, RollbackRollout::new),
        simple("retry", Verb.RETRY, RetryRollout::new),
        simple("approve", Verb.APPROVE, ApproveRollout::new),
        simple("reject", Verb.REJECT, RejectRollout::new),
        ofModel("block", Verb.BLOCK, BlockModel::new),
        ofModel("unblock", Verb.UNBLOCK, UnblockModel::new),
        Route.get("/api/v1/models/{model}/commands/{commandId}", Verb.READ, this::answer));
  }

  private Route simple(String word, Verb verb, Supplier<SpecificRecord> action) {
    return Route.post(
        "/api/v1/rollouts/{id}/" + word,
        verb,
        exchange -> {
          Order order = Bodies.read(exchange, node -> order(node, false));
          return send(exchange, order, action.get());
        });
  }

  private Route ofModel(String word, Verb verb, Supplier<SpecificRecord> action) {
    return Route.post(
        "/api/v1/models/{model}/" + word,
        verb,
        exchange -> {
          String model = exchange.model();
          Order order = Bodies.read(exchange, node -> order(node, false));
          return desk.send(exchange, model, Optional.empty(), order.reason(), action.get())
              .map(answered -> reply(model, Optional.empty(), answered, 200));
        });
  }

  private Future<Reply> promote(Exchange exchange) {
    Order order = Bodies.read(exchange, node -> order(node, true));
    if (order.full() && !exchange.caller().may(Verb.PROMOTE_FULL)) {
      throw Exchange.notAllowed(exchange.caller(), Verb.PROMOTE_FULL).thrown();
    }
    return send(exchange, order, new PromoteRollout(order.full()));
  }

  private Future<Reply> send(Exchange exchange, Order order, SpecificRecord action) {
    Target target = target(exchange);
    exchange.requireScope(target.model());
    if (order.full()) {
      exchange.requireScope(Verb.PROMOTE_FULL, target.model());
    }
    return desk.send(exchange, target.model(), target.rollout(), order.reason(), action)
        .map(answered -> reply(target.model(), target.rollout(), answered, 200));
  }

  /** Where the model is named nothing is looked up: the orchestrator knows best what it has. */
  private Target target(Exchange exchange) {
    String id = exchange.variable("id");
    return exchange
        .query("model")
        .map(model -> new Target(model, Optional.of(id).filter(name -> !name.equals(model))))
        .orElseGet(
            () -> {
              ModelView view = ModelResource.found(models, exchange);
              return new Target(view.model(), Optional.ofNullable(view.state().getRollout()));
            });
  }

  private Future<Reply> start(Exchange exchange) {
    boolean supersede = exchange.flag("supersede");
    LintReport report = LintReport.of(exchange.text(), "body");
    RolloutFile file = report.file().orElseThrow(() -> Bodies.invalid(report.problems()).thrown());
    String model = file.model().value();
    exchange.requireScope(model);
    if (exchange.flag("dryRun")) {
      return Future.succeededFuture(Reply.ok(checked(file)));
    }
    Optional<String> rollout = Optional.of(file.name().value());
    return desk.send(
            exchange,
            model,
            rollout,
            exchange.query("reason"),
            new StartRollout(SpecCodec.write(file.spec()), supersede))
        .map(answered -> reply(model, rollout, answered, 201));
  }

  private static Map<String, Object> checked(RolloutFile file) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("valid", true);
    tree.put("name", file.name().value());
    tree.put("model", file.model().value());
    tree.put("strategy", file.strategyName());
    tree.put("plan", file.spec().plan().steps().stream().map(Step::inWords).toList());
    tree.put("warnings", file.warnings());
    return tree;
  }

  private Future<Reply> answer(Exchange exchange) {
    String model = exchange.model();
    String id = exchange.variable("commandId");
    return exchange.blocking(() -> Reply.ok(tree(model, Optional.empty(), desk.answer(model, id))));
  }

  private static Reply reply(
      String model, Optional<String> rollout, Answered answered, int accepted) {
    Map<String, Object> tree = tree(model, rollout, answered);
    if (answered.answer() instanceof Answer.Refused refused) {
      throw Problem.of(Problem.Kind.REFUSED, "%s", refused.reason())
          .with("commandId", answered.commandId())
          .thrown();
    }
    if (answered.answer() instanceof Answer.Silence) {
      String where = "/api/v1/models/%s/commands/%s";
      return Reply.json(202, tree)
          .with("Location", where.formatted(model, encoded(answered.commandId())));
    }
    Reply done = Reply.json(accepted, tree);
    return accepted == 201
        ? done.with("Location", "/api/v1/rollouts/" + encoded(rollout.orElse(model)))
        : done;
  }

  private static Map<String, Object> tree(
      String model, Optional<String> rollout, Answered answered) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("commandId", answered.commandId());
    tree.put("model", model);
    rollout.ifPresent(name -> tree.put("rollout", name));
    if (answered.answer() instanceof Answer.Refused refused) {
      tree.put("answer", "refused");
      tree.put("reason", refused.reason());
    } else {
      tree.put("answer", answered.answer() instanceof Answer.Silence ? "none" : "accepted");
    }
    return tree;
  }

  private static YamlField<Order> order(YamlNode node, boolean mayBeFull) {
    YamlMap map = node.map();
    var reason = map.optional("reason", YamlNode::string);
    var full = mayBeFull ? map.optional("full", YamlNode::bool, false) : YamlField.valid(false);
    return map.build(() -> new Order(reason.get(), full.get()));
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
