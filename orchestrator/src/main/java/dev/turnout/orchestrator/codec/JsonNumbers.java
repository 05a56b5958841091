package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Doubles in {@link RecordJson}, to the last bit. */
final class JsonNumbers {

  /** Below this every whole number is a double of its own. */
  private static final double EXACT = 1L << 53;

  private JsonNumbers() {}

  /** A whole number as such, any other number, or the name of what is none. */
  static void write(JsonGenerator json, double number) throws IOException {
    if (isWhole(number)) {
      json.writeNumber((long) number);
    } else if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(Double.toString(number));
    }
  }

  /** Most doubles are counts, which are shorter as whole numbers; all bits must come back. */
  static boolean isWhole(double number) {
    return Math.abs(number) < EXACT
        && Double.doubleToRawLongBits((long) number) == Double.doubleToRawLongBits(number);
  }

  static double read(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.VALUE_STRING)
        ? Double.parseDouble(json.getText())
        : json.getDoubleValue();
  }
}
