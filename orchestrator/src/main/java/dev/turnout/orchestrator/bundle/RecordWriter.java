package dev.turnout.orchestrator.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Writes records as an Avro object container file. Keeps one block in memory. */
final class RecordWriter {
  private final DataFileWriter<GenericRecord> file;
  private final String name;

  /**
   * @param out stays open
   */
  RecordWriter(OutputStream out, String name) throws IOException {
    this.name = name;
    this.file =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(RecordFormat.RECORD))
            .setCodec(CodecFactory.nullCodec())
            .setSyncInterval(RecordFormat.BLOCK)
            .create(RecordFormat.RECORD, out, RecordFormat.sync(name));
  }

  /** The record as it came. */
  void whole(ConsumerRecord<byte[], byte[]> record) throws IOException {
    List<GenericRecord> headers = new ArrayList<>();
    record.headers().forEach(header -> headers.add(header(header)));
    append(record, record.key(), record.value(), headers);
  }

  /** The record's place and time without its content. */
  void timeOnly(ConsumerRecord<byte[], byte[]> record) throws IOException {
    append(record, null, null, List.of());
  }

  /** Writes what is still in memory. */
  void finish() throws IOException {
    file.flush();
  }

  private void append(
      ConsumerRecord<byte[], byte[]> record,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<GenericRecord> headers)
      throws IOException {
    int size = length(key) + length(value);
    if (size > RecordFormat.LARGEST_RECORD) {
      throw new BundleException(
          "Expected records of at most %d bytes, but the one at offset %d of %s has %d",
          RecordFormat.LARGEST_RECORD, record.offset(), name, size);
    }
    GenericRecord row = new GenericData.Record(RecordFormat.RECORD);
    row.put("offset", record.offset());
    row.put("timestampMs", record.timestamp());
    row.put("key", wrap(key));
    row.put("value", wrap(value));
    row.put("headers", headers);
    file.append(row);
  }

  private static GenericRecord header(Header header) {
    GenericRecord row = new GenericData.Record(RecordFormat.HEADER);
    row.put("key", header.key());
    row.put("value", wrap(header.value()));
    return row;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
