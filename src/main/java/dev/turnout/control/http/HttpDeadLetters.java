package dev.turnout.control.http;

import dev.turnout.control.DeadLetters;
import dev.turnout.letters.LetterPage;
import dev.turnout.letters.LetterQuery;
import dev.turnout.letters.Place;
import java.util.Map;

/** Lets the server read the topic of the dead letters. */
final class HttpDeadLetters implements DeadLetters {
  private final ApiCaller api;

  HttpDeadLetters(ApiCaller api) {
    this.api = api;
  }

  @Override
  public LetterPage list(LetterQuery query) {
    StringBuilder path = new StringBuilder("/api/v1/dead-letters?last=" + query.last());
    query.topic().ifPresent(topic -> path.append("&topic=").append(ApiCaller.encoded(topic)));
    query.model().ifPresent(model -> path.append("&model=").append(ApiCaller.encoded(model)));
    query.since().ifPresent(since -> path.append("&since=").append(since.toEpochMilli()));
    Map<String, Object> page = api.get(path.toString()).tree();
    return new LetterPage(ApiAnswer.items(page, "items"), ApiAnswer.number(page, "older"));
  }

  @Override
  public Map<String, Object> show(Place place) {
    return api.get("/api/v1/dead-letters/" + place).tree();
  }
}
