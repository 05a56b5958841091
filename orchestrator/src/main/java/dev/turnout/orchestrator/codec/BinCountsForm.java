package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.turnout.orchestrator.statistics.BinCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Counts by bin in {@link RecordJson}: bytes, for each bin its distance from the one before and its
 * count. Most of a snapshot is bins. Format 1 had an object with a member for each.
 */
record BinCountsForm() implements JsonForm {
  private static final int LONGEST_INT = 5;
  private static final int LONGEST_LONG = 10;

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    BinCounts bins = (BinCounts) value;
    ByteBuffer out = ByteBuffer.allocate((LONGEST_INT + LONGEST_LONG) * bins.size());
    int before = 0;
    for (int i = 0; i < bins.size(); i++) {
      ByteUtils.writeVarint(bins.bin(i) - before, out);
      ByteUtils.writeVarlong(bins.count(i), out);
      before = bins.bin(i);
    }
    json.writeBinary(out.array(), 0, out.position());
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    return json.hasToken(JsonToken.START_OBJECT)
        ? readObject(json)
        : PackedBytes.read("bins", json, BinCountsForm::read);
  }

  private static BinCounts read(ByteBuffer in) {
    BinCounts.Builder bins = new BinCounts.Builder(in.remaining() / 2);
    int bin = 0;
    while (in.hasRemaining()) {
      bin += ByteUtils.readVarint(in);
      bins.add(bin, ByteUtils.readVarlong(in));
    }
    return bins.build();
  }

  private static BinCounts readObject(JsonParser json) throws IOException {
    Map<Integer, Long> byBin = new TreeMap<>();
    for (String bin = json.nextFieldName(); bin != null; bin = json.nextFieldName()) {
      json.nextToken();
      byBin.put(Integer.valueOf(bin), json.getLongValue());
    }
    return BinCounts.of(byBin);
  }

  @Override
  public Object missing() {
    throw Tokens.missing(BinCounts.class);
  }
}
