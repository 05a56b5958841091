package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Counts and weights by bin in {@link RecordJson}: bytes, for each bin its distance from the one
 * before and its value. Most of a snapshot is bins. Format 1 had an object with a member for each.
 */
final class BinJson {
  private static final int LONGEST_INT = 5;
  private static final int LONGEST_LONG = 10;

  private BinJson() {}

  static void write(JsonGenerator json, BinCounts bins) throws IOException {
    ByteBuffer out = ByteBuffer.allocate((LONGEST_INT + LONGEST_LONG) * bins.size());
    int before = 0;
    for (int i = 0; i < bins.size(); i++) {
      ByteUtils.writeVarint(bins.bin(i) - before, out);
      ByteUtils.writeVarlong(bins.count(i), out);
      before = bins.bin(i);
    }
    json.writeBinary(out.array(), 0, out.position());
  }

  static void write(JsonGenerator json, BinWeights bins) throws IOException {
    ByteBuffer out = ByteBuffer.allocate((LONGEST_INT + Double.BYTES) * bins.size());
    int before = 0;
    for (int i = 0; i < bins.size(); i++) {
      ByteUtils.writeVarint(bins.bin(i) - before, out);
      out.putDouble(bins.weight(i));
      before = bins.bin(i);
    }
    json.writeBinary(out.array(), 0, out.position());
  }

  static BinCounts readCounts(JsonNode node) {
    if (node.isObject()) {
      Map<Integer, Long> byBin = new TreeMap<>();
      node.properties()
          .forEach(bin -> byBin.put(Integer.valueOf(bin.getKey()), bin.getValue().longValue()));
      return BinCounts.of(byBin);
    }
    try {
      ByteBuffer in = bytes(node);
      BinCounts.Builder bins = new BinCounts.Builder(in.remaining() / 2);
      int bin = 0;
      while (in.hasRemaining()) {
        bin += ByteUtils.readVarint(in);
        bins.add(bin, ByteUtils.readVarlong(in));
      }
      return bins.build();
    } catch (IOException | BufferUnderflowException e) {
      throw damaged(e);
    }
  }

  static BinWeights readWeights(JsonNode node) {
    Map<Integer, Double> byBin = new TreeMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              bin -> byBin.put(Integer.valueOf(bin.getKey()), RecordJson.number(bin.getValue())));
      return BinWeights.of(byBin);
    }
    try {
      ByteBuffer in = bytes(node);
      int bin = 0;
      while (in.hasRemaining()) {
        bin += ByteUtils.readVarint(in);
        byBin.put(bin, in.getDouble());
      }
      return BinWeights.of(byBin);
    } catch (IOException | BufferUnderflowException e) {
      throw damaged(e);
    }
  }

  private static ByteBuffer bytes(JsonNode node) throws IOException {
    byte[] bytes = node.binaryValue();
    if (bytes == null) {
      throw new IOException("no bytes, but " + node.getNodeType());
    }
    return ByteBuffer.wrap(bytes);
  }

  private static IllegalArgumentException damaged(Exception e) {
    return new IllegalArgumentException("Expected bins as bytes, but got: " + e.getMessage(), e);
  }
}
