package dev.turnout.control.http;

import dev.turnout.explain.Explained;
import java.util.Map;

/** Lets the server explain, which has the journal and the inputs at hand. */
final class HttpExplained implements Explained {
  private final ApiCaller api;
  private final String path;

  HttpExplained(ApiCaller api, String name) {
    this.api = api;
    this.path = "/api/v1/rollouts/" + ApiCaller.encoded(name) + "/explain";
  }

  @Override
  public String text() {
    return api.get(path + ".txt").body();
  }

  @Override
  public Map<String, Object> tree() {
    return api.get(path).tree();
  }

  @Override
  public Map<String, Object> treeWithSeries() {
    return api.get(path + "?series=true").tree();
  }

  @Override
  public String plot() {
    return api.get(path + ".svg").body();
  }

  @Override
  public String source() {
    return ApiAnswer.text(ApiAnswer.object(treeWithSeries().get("series")), "note");
  }
}
