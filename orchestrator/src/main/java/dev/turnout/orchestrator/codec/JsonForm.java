package dev.turnout.orchestrator.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** How the values of one type are written as JSON and read back: a part of {@link RecordJson}. */
interface JsonForm {

  void write(JsonGenerator json, Object value) throws IOException;

  /**
   * Reads the value on whose first token the parser stands; afterwards it stands on its last one.
   *
   * @throws IllegalArgumentException if it is not what {@link #write} made
   */
  Object read(JsonParser json) throws IOException;

  /**
   * What is meant where nothing is written.
   *
   * @throws IllegalArgumentException if there must be something
   */
  Object missing();
}
