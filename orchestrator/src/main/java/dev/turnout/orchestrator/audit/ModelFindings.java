package dev.turnout.orchestrator.audit;

import dev.turnout.orchestrator.codec.EntryHash;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found of one model.
 *
 * @param model its name
 * @param entries of its journal that were read
 * @param derived entries that came out of the inputs again, byte for byte
 * @param onEvidence entries that could not be derived, because inputs have expired, whose own
 *     evidence supports them
 * @param followed entries that were only followed, because inputs have expired and they carry no
 *     evidence, or because of {@code unverifiable}
 * @param differences how many were found, a count; after the first the model is only followed
 * @param first the first of them
 * @param unverifiable why entries could not be derived although the inputs are there, in a sentence
 *     each
 * @param sequence number of its last entry
 * @param head seal of its last entry: whoever knows it can tell whether the history was rewritten
 */
public record ModelFindings(
    String model,
    long entries,
    long derived,
    long onEvidence,
    long followed,
    long differences,
    Optional<Difference> first,
    List<String> unverifiable,
    long sequence,
    EntryHash head) {

  public ModelFindings {
    unverifiable = List.copyOf(unverifiable);
  }
}
