package dev.turnout.orchestrator.bundle;

/**
 * Up to where the journal of a model goes. Each entry carries the hash of the one before, so the
 * last one's seals them all.
 *
 * @param entries in the bundle, a count
 * @param hash SHA-256 of the last entry's Avro bytes, without the five bytes in front that name the
 *     schema; 64 small hexadecimal digits
 */
public record JournalHead(String model, long entries, String hash) {}
