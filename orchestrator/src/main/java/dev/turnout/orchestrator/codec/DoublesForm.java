package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * A list of numbers in {@link RecordJson}: bytes, a few for a whole number, nine for any other. A
 * judge remembers thousands of them. Format 1 had an array.
 */
record DoublesForm() implements JsonForm {
  /** Twice a whole number is even. */
  private static final long NOT_WHOLE = 1;

  private static final int LONGEST = 10;

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    Collection<?> numbers = (Collection<?>) value;
    ByteBuffer out = ByteBuffer.allocate(LONGEST * numbers.size());
    for (Object item : numbers) {
      double number = (Double) item;
      if (JsonNumbers.isWhole(number)) {
        ByteUtils.writeVarlong(2 * (long) number, out);
      } else {
        ByteUtils.writeVarlong(NOT_WHOLE, out);
        out.putDouble(number);
      }
    }
    json.writeBinary(out.array(), 0, out.position());
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.START_ARRAY) ? readArray(json) : readBytes(json);
  }

  private static List<Double> readArray(JsonParser json) throws IOException {
    List<Double> numbers = new ArrayList<>();
    while (Tokens.nextItem(json)) {
      numbers.add(JsonNumbers.read(json));
    }
    return numbers;
  }

  private static List<Double> readBytes(JsonParser json) throws IOException {
    return PackedBytes.read(
        "numbers",
        json,
        in -> {
          List<Double> numbers = new ArrayList<>(in.remaining() / 2);
          while (in.hasRemaining()) {
            long whole = ByteUtils.readVarlong(in);
            numbers.add(whole == NOT_WHOLE ? in.getDouble() : (double) (whole / 2));
          }
          return numbers;
        });
  }

  @Override
  public Object missing() {
    return List.of();
  }
}
