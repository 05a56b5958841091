package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.dataformat.smile.SmileGenerator;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import dev.turnout.orchestrator.rollout.ProcessorSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The complete state of a model's processor as bytes, from which another orchestrator goes on. */
public final class SnapshotCodec {

  /** Format that is written; grows whenever an older program could not read it. */
  public static final int VERSION = 3;

  /** The oldest format that is read. */
  private static final int OLDEST = 1;

  private static final ObjectMapper SMILE =
      new SmileMapper(
          SmileFactory.builder().disable(SmileGenerator.Feature.ENCODE_BINARY_AS_7BIT).build());

  private SnapshotCodec() {}

  /** The snapshot as Smile, JSON's binary form: numbers are half of its size as text. */
  public static byte[] write(ProcessorSnapshot snapshot) {
    var bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = SMILE.createGenerator(bytes)) {
      RecordJson.write(json, ProcessorSnapshot.class, snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The snapshot of the bytes.
   *
   * @throws IllegalArgumentException if the format is of another version, or damaged
   */
  public static ProcessorSnapshot read(int version, byte[] bytes) {
    if (version < OLDEST || version > VERSION) {
      throw new IllegalArgumentException(
          "Expected a snapshot of format %d to %d, but got %d (run the version of Turnout that wrote it, or a newer one)"
              .formatted(OLDEST, VERSION, version));
    }
    try (JsonParser json = SMILE.createParser(bytes)) {
      return (ProcessorSnapshot) RecordJson.read(ProcessorSnapshot.class, json);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected a snapshot in Smile, but got: " + e.getMessage(), e);
    }
  }
}
