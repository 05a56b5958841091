package dev.turnout.control.http;

import dev.turnout.control.States;
import dev.turnout.events.RolloutState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads states, and hears of their changes. */
final class HttpStates implements States {
  private static final int PAGE = 200;

  private final ApiCaller api;

  HttpStates(ApiCaller api) {
    this.api = api;
  }

  @Override
  public List<RolloutState> all(Optional<String> model) {
    return model
        .map(name -> api.find(pathOf(name)).map(HttpStates::state).stream().toList())
        .orElseGet(this::all);
  }

  private List<RolloutState> all() {
    List<RolloutState> states = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      String path = "/api/v1/models?view=full&limit=%d&after=%s";
      Map<String, Object> page =
          api.get(path.formatted(PAGE, ApiCaller.encoded(after.get()))).tree();
      ApiAnswer.items(page, "items")
          .forEach(item -> states.add(ApiAnswer.record(item, RolloutState.class)));
      after = ApiAnswer.optional(page, "next");
    }
    return states;
  }

  @Override
  public RolloutState find(String name) {
    return state(api.get("/api/v1/rollouts/" + ApiCaller.encoded(name)));
  }

  @Override
  public Watching watch(String name) {
    String model = find(name).getModel();
    LiveEvents events = LiveEvents.of(api, model);
    try {
      return new HttpWatching(events, state(api.get(pathOf(model))));
    } catch (RuntimeException e) {
      events.close();
      throw e;
    }
  }

  private static String pathOf(String model) {
    return "/api/v1/models/" + ApiCaller.encoded(model);
  }

  private static RolloutState state(ApiAnswer answer) {
    return ApiAnswer.record(answer.tree(), RolloutState.class);
  }

  private final class HttpWatching implements Watching {
    private final LiveEvents events;
    private final Patience patience = new Patience();
    private RolloutState state;
    private boolean stale;

    HttpWatching(LiveEvents events, RolloutState state) {
      this.events = events;
      this.state = state;
    }

    @Override
    public RolloutState state() {
      return state;
    }

    @Override
    public void await(Duration limit) {
      Optional<LiveEvents.Event> next = events.next(limit);
      while (next.isPresent()) {
        take(next.get());
        next = events.next(Duration.ZERO);
      }
      if (stale) {
        patience.attempt(this::load);
      }
    }

    private void take(LiveEvents.Event event) {
      if (event.name().equals("state")) {
        state = ApiAnswer.record(ApiAnswer.tree(event.data()), RolloutState.class);
      } else if (event.name().equals(LiveEvents.RESET)) {
        stale = true;
      }
    }

    private void load() {
      // A server that has just begun may not know the model yet.
      state = api.find(pathOf(state.getModel())).map(HttpStates::state).orElse(state);
      stale = false;
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
