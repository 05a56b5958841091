package dev.turnout.orchestrator.bundle;

/**
 * A schema with which values of the bundle were written.
 *
 * @param id the registry's, which stands in front of each value
 * @param type full name of the record
 * @param seal the file
 */
public record SchemaFile(int id, String type, FileSeal seal) {}
