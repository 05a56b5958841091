package dev.turnout.schemas;

import dev.turnout.schemas.UndecodableRecordException.Reason;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Confluent's framing of a value: one byte 0, four bytes schema id (big-endian), then the Avro
 * bytes.
 */
public final class WireFormat {

  /** First byte of every value. */
  public static final byte MAGIC = 0;

  /** Bytes before the Avro bytes. */
  public static final int HEADER_LENGTH = 5;

  private WireFormat() {}

  /**
   * The id of the schema with which a value was written.
   *
   * @throws UndecodableRecordException when the value is not in this format
   */
  public static int schemaId(byte[] value) {
    if (value.length < HEADER_LENGTH) {
      throw new UndecodableRecordException(
          Reason.NOT_WIRE_FORMAT,
          "Expected byte 0 and a 4-byte schema id, but got only %d bytes".formatted(value.length));
    }
    if (value[0] != MAGIC) {
      throw new UndecodableRecordException(
          Reason.NOT_WIRE_FORMAT,
          "Expected byte 0 and a 4-byte schema id, but the value begins with 0x%s"
              .formatted(HexFormat.of().toHexDigits(value[0])));
    }
    return ByteBuffer.wrap(value).getInt(1);
  }

  static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(schemaId).array();
  }
}
