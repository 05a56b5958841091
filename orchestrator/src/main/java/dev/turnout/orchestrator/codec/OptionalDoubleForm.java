package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalDouble;

/** A number that may not be there, in {@link RecordJson}: itself, or null. */
record OptionalDoubleForm() implements JsonForm {

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    OptionalDouble content = (OptionalDouble) value;
    if (content.isPresent()) {
      JsonNumbers.write(json, content.getAsDouble());
    } else {
      json.writeNull();
    }
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.VALUE_NULL)
        ? missing()
        : OptionalDouble.of(JsonNumbers.read(json));
  }

  @Override
  public Object missing() {
    return OptionalDouble.empty();
  }
}
