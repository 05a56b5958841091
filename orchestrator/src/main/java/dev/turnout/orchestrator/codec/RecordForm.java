package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record in {@link RecordJson}: an object with a member for each component. */
final class RecordForm implements JsonForm {

  private record Member(SerializedString name, RecordComponent component, JsonForm form) {
    static Member of(RecordComponent component) {
      return new Member(
          new SerializedString(component.getName()),
          component,
          RecordJson.formOf(component.getGenericType()));
    }
  }

  private final Class<?> type;
  private final RecordShape shape;
  private final List<Member> members;

  RecordForm(Class<?> type) {
    this.type = type;
    this.shape = RecordShape.of(type);
    this.members = Arrays.stream(shape.components()).map(Member::of).toList();
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeStartObject();
    writeMembers(json, value);
    json.writeEndObject();
  }

  /** The members of an object that was begun. */
  void writeMembers(JsonGenerator json, Object value) throws IOException {
    for (Member member : members) {
      json.writeFieldName(member.name());
      member.form().write(json, RecordShape.get(member.component(), value));
    }
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    Tokens.expect(JsonToken.START_OBJECT, json);
    return readMembers(json);
  }

  /**
   * The rest of an object that was begun. A member that the record does not have is passed over.
   */
  Object readMembers(JsonParser json) throws IOException {
    @Nullable Object[] values = new Object[members.size()];
    int expected = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      int index = indexOf(name, expected);
      if (index < 0) {
        json.skipChildren();
      } else {
        values[index] = read(index, json);
        expected = index + 1;
      }
    }
    Tokens.expect(JsonToken.END_OBJECT, json);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        values[i] = missing(i);
      }
    }
    return shape.create(values);
  }

  /** Members come in the order in which they were written, but for those of another version. */
  private int indexOf(String name, int expected) {
    if (expected < members.size() && members.get(expected).name().getValue().equals(name)) {
      return expected;
    }
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).name().getValue().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Object read(int index, JsonParser json) throws IOException {
    try {
      JsonForm form = members.get(index).form();
      return json.hasToken(JsonToken.VALUE_NULL) ? form.missing() : form.read(json);
    } catch (IllegalArgumentException e) {
      throw within(index, e);
    }
  }

  private Object missing(int index) {
    try {
      return members.get(index).form().missing();
    } catch (IllegalArgumentException e) {
      throw within(index, e);
    }
  }

  private IllegalArgumentException within(int index, IllegalArgumentException e) {
    return new IllegalArgumentException(
        "%s.%s: %s".formatted(type.getSimpleName(), members.get(index).name(), e.getMessage()), e);
  }

  @Override
  public Object missing() {
    throw Tokens.missing(type);
  }
}
