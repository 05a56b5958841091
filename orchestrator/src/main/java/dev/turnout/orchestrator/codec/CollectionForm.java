package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** A list or a sorted set in {@link RecordJson}: an array. */
record CollectionForm(boolean sorted, JsonForm item) implements JsonForm {

  @Override
  public void write(JsonGenerator json, Object collection) throws IOException {
    json.writeStartArray();
    for (Object one : (Collection<?>) collection) {
      item.write(json, one);
    }
    json.writeEndArray();
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    Tokens.expect(JsonToken.START_ARRAY, json);
    List<Object> items = new ArrayList<>();
    while (Tokens.nextItem(json)) {
      items.add(item.read(json));
    }
    return sorted ? new TreeSet<>(items) : items;
  }

  @Override
  public Object missing() {
    return sorted ? new TreeSet<>() : List.of();
  }
}
