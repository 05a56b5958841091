package dev.turnout.api.model;

import dev.turnout.events.JournalEntry;
import dev.turnout.output.RecordTree;
import dev.turnout.view.EventWords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** A journal entry as a tree, with what it says in words. */
final class EntryTree {
  private EntryTree() {}

  /**
   * @param words of the model's entries, in their order
   * @param offset where it lies in its partition
   */
  static Map<String, Object> of(JournalEntry entry, EventWords words, long offset) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", entry.getModel());
    tree.put("sequence", entry.getSequence());
    tree.put("atMs", entry.getAtMs());
    tree.put("kind", ((SpecificRecord) entry.getEvent()).getSchema().getName());
    EventWords.Told told = words.of(entry);
    tree.put("what", told.what());
    told.why().ifPresent(why -> tree.put("why", why));
    tree.put("offset", offset);
    tree.putAll(RecordTree.of(entry, Set.of("model", "sequence", "atMs")));
    return tree;
  }
}
