package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Bytes in {@link RecordJson} that hold many numbers. */
final class PackedBytes {

  private PackedBytes() {}

  /**
   * @param what for messages, in the plural
   * @throws IllegalArgumentException if there are no bytes, or if they end too early
   */
  static <T> T read(String what, JsonParser json, Function<ByteBuffer, T> reader) {
    try {
      return reader.apply(ByteBuffer.wrap(json.getBinaryValue()));
    } catch (IOException | BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "Expected %s as bytes, but got: %s".formatted(what, e.getMessage()), e);
    }
  }
}
