package dev.turnout.control.http;

import dev.turnout.control.Asker;
import dev.turnout.control.Policies;
import dev.turnout.events.PlaceView;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.output.Documents;
import dev.turnout.spec.PolicyFile;
import dev.turnout.view.PolicyText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sends the policy as the file that it can be written as. */
final class HttpPolicies implements Policies {
  private static final String PATH = "/api/v1/policy";

  private final ApiCaller api;

  HttpPolicies(ApiCaller api) {
    this.api = api;
  }

  @Override
  public Optional<InForce> inForce() {
    Map<String, Object> tree = api.get(PATH).tree();
    if (!tree.containsKey("policy")) {
      return Optional.empty();
    }
    return Optional.of(
        new InForce(
            PolicyFile.parse(Documents.jsonLine(tree.get("policy")), "the server's policy"),
            ApiAnswer.items(tree, "places").stream()
                .map(place -> ApiAnswer.record(place, PlaceView.class))
                .toList(),
            (int) ApiAnswer.number(tree, "partitions"),
            (int) ApiAnswer.number(tree, "different")));
  }

  @Override
  public Outcome set(Policy policy, Asker asker, Optional<String> commandId, Duration limit) {
    boolean none = policy.equals(Policy.NONE);
    ApiAnswer answer =
        api.change(
            none ? "DELETE" : "PUT",
            PATH + OrderRequest.query(limit, asker.reason()),
            none ? Optional.empty() : Optional.of(ApiCaller.Body.json(PolicyText.tree(policy))),
            OrderRequest.headers(api.address(), asker, commandId));
    Map<String, Object> tree = answer.tree();
    return new Outcome(
        (int) ApiAnswer.number(tree, "partitions"),
        (int) ApiAnswer.number(tree, "silent"),
        answer.isRefusal() ? ApiAnswer.optional(tree, "detail") : Optional.empty());
  }
}
