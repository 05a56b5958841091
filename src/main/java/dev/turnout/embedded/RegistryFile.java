package dev.turnout.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.avro.Schema;

/**
 * Keeps a registry in one JSON file, so that the ids in old records keep their meaning over a
 * restart.
 */
final class RegistryFile implements RegistryStore.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  RegistryFile(Path file) {
    this.file = file;
  }

  /** A store with what the file holds; an empty one when there is no file. */
  RegistryStore load() {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new RegistryStore(this);
      }
      // While it is filled it is not written back.
      var loading = new boolean[] {true};
      var store =
          new RegistryStore(
              changed -> {
                if (!loading[0]) {
                  changed(changed);
                }
              });
      fill(store, JSON.readTree(Files.readString(file)));
      loading[0] = false;
      return store;
    } catch (IOException e) {
      throw new EmbeddedKafkaException(
          "Could not read the registry's file " + file + ": " + e.getMessage(), e);
    }
  }

  /** Replaces the file in one step: a crash leaves the old one or the new one. */
  @Override
  public void changed(RegistryStore store) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      byte[] text =
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(describe(store)).getBytes(UTF_8);
      try (FileChannel channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer buffer = ByteBuffer.wrap(text);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode describe(RegistryStore store) {
    ObjectNode root = JSON.createObjectNode();
    root.put("globalCompatibility", store.globalLevel().name());
    ObjectNode levels = root.putObject("compatibility");
    store.levels().forEach((subject, level) -> levels.put(subject, level.name()));
    ObjectNode lastVersions = root.putObject("lastVersions");
    store.lastVersions().forEach(lastVersions::put);
    ObjectNode schemas = root.putObject("schemas");
    store.schemas().forEach((id, schema) -> schemas.put(Integer.toString(id), schema.toString()));
    var versions = root.putArray("versions");
    store
        .entries()
        .forEach(
            e ->
                versions
                    .addObject()
                    .put("subject", e.subject())
                    .put("version", e.version())
                    .put("id", e.id()));
    return root;
  }

  private static void fill(RegistryStore store, JsonNode root) {
    root.path("schemas")
        .properties()
        .forEach(
            s -> store.restoreSchema(Integer.parseInt(s.getKey()), parse(s.getValue().asText())));
    root.path("lastVersions")
        .properties()
        .forEach(v -> store.restoreLastVersion(v.getKey(), v.getValue().asInt()));
    for (JsonNode v : root.path("versions")) {
      int id = v.path("id").asInt();
      store.restore(
          new RegistryStore.Entry(
              v.path("subject").asText(), v.path("version").asInt(), id, store.byId(id)));
    }
    root.path("compatibility")
        .properties()
        .forEach(c -> store.setLevel(c.getKey(), Compatibility.valueOf(c.getValue().asText())));
    store.setGlobalLevel(
        Compatibility.valueOf(root.path("globalCompatibility").asText("BACKWARD")));
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }
}
