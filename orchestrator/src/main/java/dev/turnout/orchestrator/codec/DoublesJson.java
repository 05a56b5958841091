package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Lists of numbers in {@link RecordJson}: bytes, a few for a whole number, nine for any other. A
 * judge remembers thousands of them. Format 1 had an array.
 */
final class DoublesJson {
  /** Twice a whole number is even. */
  private static final long NOT_WHOLE = 1;

  private static final int LONGEST = 10;

  private DoublesJson() {}

  static void write(JsonGenerator json, Collection<?> numbers) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(LONGEST * numbers.size());
    for (Object item : numbers) {
      double number = (Double) item;
      if (RecordJson.isWhole(number)) {
        ByteUtils.writeVarlong(2 * (long) number, out);
      } else {
        ByteUtils.writeVarlong(NOT_WHOLE, out);
        out.putDouble(number);
      }
    }
    json.writeBinary(out.array(), 0, out.position());
  }

  /**
   * @throws IllegalArgumentException if the node is not what {@link #write} made
   */
  static List<Object> read(JsonNode node) {
    try {
      byte[] bytes = node.binaryValue();
      if (bytes == null) {
        throw new IOException("no bytes, but " + node.getNodeType());
      }
      ByteBuffer in = ByteBuffer.wrap(bytes);
      List<Object> numbers = new ArrayList<>(bytes.length / 2);
      while (in.hasRemaining()) {
        long whole = ByteUtils.readVarlong(in);
        numbers.add(whole == NOT_WHOLE ? in.getDouble() : (double) (whole / 2));
      }
      return numbers;
    } catch (IOException | BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "Expected numbers as bytes, but got: " + e.getMessage(), e);
    }
  }
}
