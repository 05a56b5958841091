package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A map in {@link RecordJson}: an object with a member for each key. */
record MapForm(Class<?> key, JsonForm value) implements JsonForm {

  @Override
  public void write(JsonGenerator json, Object map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
      json.writeFieldName(RecordShape.keyText(entry.getKey()));
      value.write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    Tokens.expect(JsonToken.START_OBJECT, json);
    SortedMap<Object, Object> map = new TreeMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      map.put(RecordShape.key(key, name), value.read(json));
    }
    Tokens.expect(JsonToken.END_OBJECT, json);
    return map;
  }

  @Override
  public Object missing() {
    return new TreeMap<>();
  }
}
