package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** An optional in {@link RecordJson}: its value, or null. */
record OptionalForm(JsonForm value) implements JsonForm {

  @Override
  public void write(JsonGenerator json, Object optional) throws IOException {
    Optional<?> content = (Optional<?>) optional;
    if (content.isPresent()) {
      value.write(json, content.get());
    } else {
      json.writeNull();
    }
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.VALUE_NULL) ? missing() : Optional.of(value.read(json));
  }

  @Override
  public Object missing() {
    return Optional.empty();
  }
}
