package dev.turnout.orchestrator.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one partition and takes none for granted: blocks, lengths, offsets, count
 * and times must be what the manifest says. Keeps one block in memory.
 */
final class RecordReader implements AutoCloseable {
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final int LARGEST_BLOCK = RecordFormat.LARGEST_RECORD + 2 * RecordFormat.BLOCK;

  private final RecordsFile file;
  private final BufferedInputStream in;
  private final byte[] sync;
  private long left;
  private long inBlock;
  private AvroBytes block = new AvroBytes(new byte[0], 0);
  private long count;
  private long before;
  private @Nullable Instant latest;

  /**
   * @param in exactly the bytes of the file; closed with this
   */
  RecordReader(RecordsFile file, InputStream in) {
    this.file = file;
    this.in = new BufferedInputStream(in, LONGEST_HEADER);
    this.left = file.seal().bytes();
    this.before = file.begin() - 1;
    this.sync = guarded(this::readHeader);
  }

  /** The next record; empty at the end. */
  Optional<ConsumerRecord<byte[], byte[]>> next() {
    return guarded(
        () -> {
          while (inBlock == 0) {
            if (left == 0) {
              requireAll();
              return Optional.empty();
            }
            readBlock();
          }
          return Optional.of(readRecord());
        });
  }

  @Override
  public void close() {
    guarded(
        () -> {
          in.close();
          return true;
        });
  }

  private byte[] readHeader() throws IOException {
    in.mark(LONGEST_HEADER);
    byte[] start = in.readNBytes((int) Math.min(LONGEST_HEADER, left));
    AvroBytes header = new AvroBytes(start, start.length);
    if (!Arrays.equals(header.fixed(MAGIC.length), MAGIC)) {
      throw new BundleException("it is no Avro object container file");
    }
    Map<String, byte[]> about = new HashMap<>();
    for (long items = header.items(); items > 0; items = header.items()) {
      for (long i = 0; i < items; i++) {
        about.put(header.text(), header.bytes());
      }
    }
    requireFormat(about);
    byte[] marker = header.fixed(RecordFormat.SYNC_LENGTH);
    in.reset();
    in.skipNBytes(header.position());
    left -= header.position();
    return marker;
  }

  private static void requireFormat(Map<String, byte[]> about) {
    String codec = text(about.get("avro.codec"), "null");
    if (!codec.equals("null")) {
      throw new BundleException("its codec is '%s' instead of 'null'", codec);
    }
    if (!BundleSchemas.parse(text(about.get("avro.schema"), "")).equals(RecordFormat.RECORD)) {
      throw new BundleException("its schema is not that of the format");
    }
  }

  private static String text(byte @Nullable [] bytes, String otherwise) {
    return bytes == null ? otherwise : new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  private void readBlock() throws IOException {
    inBlock = streamedNumber();
    long size = streamedNumber();
    if (size < 0 || size > Math.min(LARGEST_BLOCK, left)) {
      throw new BundleException("a block of %d bytes is claimed where %d are left", size, left);
    }
    if (inBlock < 0 || inBlock > size) {
      throw new BundleException("%d records are claimed in %d bytes", inBlock, size);
    }
    byte[] bytes = in.readNBytes((int) size);
    left -= bytes.length;
    if (bytes.length < size || !Arrays.equals(in.readNBytes(RecordFormat.SYNC_LENGTH), sync)) {
      throw new BundleException("a block does not end where it says");
    }
    left -= RecordFormat.SYNC_LENGTH;
    block = new AvroBytes(bytes, bytes.length);
    if (inBlock == 0 && size > 0) {
      throw new BundleException("a block has bytes but no records");
    }
  }

  private long streamedNumber() throws IOException {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new BundleException("it ends within a number");
      }
      left--;
      raw |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new BundleException("a number is too long");
  }

  private ConsumerRecord<byte[], byte[]> readRecord() {
    long offset = block.number();
    long timestamp = block.number();
    byte @Nullable [] key = block.nullableBytes();
    byte @Nullable [] value = block.nullableBytes();
    RecordHeaders headers = new RecordHeaders();
    for (long items = block.items(); items > 0; items = block.items()) {
      for (long i = 0; i < items; i++) {
        headers.add(block.text(), block.nullableBytes());
      }
    }
    inBlock--;
    count++;
    requirePlace(offset);
    requireTime(timestamp);
    if (inBlock == 0 && !block.isAtEnd()) {
      throw new BundleException("a block has bytes behind its last record");
    }
    return new ConsumerRecord<>(
        file.topic(),
        file.partition(),
        offset,
        timestamp,
        TimestampType.LOG_APPEND_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  private void requirePlace(long offset) {
    if (offset <= before || offset >= file.end()) {
      throw new BundleException(
          "offset %d comes after %d, where the manifest says %d to %d",
          offset, before, file.begin(), file.end());
    }
    before = offset;
  }

  private void requireTime(long timestamp) {
    latest = Instant.ofEpochMilli(timestamp);
    if (count == 1 && !latest.equals(file.first())) {
      throw new BundleException(
          "its first record is of %s, where the manifest says %s", latest, file.first());
    }
  }

  private void requireAll() {
    if (!Objects.equals(latest, file.last())) {
      throw new BundleException(
          "its last record is of %s, where the manifest says %s", latest, file.last());
    }
    if (count != file.count()) {
      throw new BundleException(
          "it has %d records, where the manifest says %d", count, file.count());
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  /** Every trouble is told with the name of the file. */
  private <T> T guarded(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw damaged(e, String.valueOf(e.getMessage()));
    } catch (BundleException e) {
      throw damaged(e, String.valueOf(e.getMessage()));
    }
  }

  private BundleException damaged(Exception cause, String reason) {
    return new BundleException(
        cause, "File '%s' of the bundle is damaged: %s", file.seal().name(), reason);
  }
}
