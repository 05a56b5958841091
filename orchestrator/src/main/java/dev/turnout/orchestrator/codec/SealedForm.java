package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * One of the records of a sealed type in {@link RecordJson}: its first member is the simple name.
 */
record SealedForm(Class<?> type) implements JsonForm {

  private static final String NAME = "@type";

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeStartObject();
    json.writeStringField(NAME, value.getClass().getSimpleName());
    formOf(value.getClass()).writeMembers(json, value);
    json.writeEndObject();
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    Tokens.expect(JsonToken.START_OBJECT, json);
    String member = json.nextFieldName();
    String name = NAME.equals(member) ? json.nextTextValue() : null;
    return formOf(RecordShape.permitted(type, String.valueOf(name))).readMembers(json);
  }

  private static RecordForm formOf(Class<?> permitted) {
    return (RecordForm) RecordJson.formOf(permitted);
  }

  @Override
  public Object missing() {
    throw Tokens.missing(type);
  }
}
