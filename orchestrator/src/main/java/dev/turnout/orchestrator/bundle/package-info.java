/**
 * What was recorded, in one signed file: written from any recording, and read as one without a
 * broker. Whatever is read is taken for forged until it was checked.
 */
@NullMarked
package dev.turnout.orchestrator.bundle;

import org.jspecify.annotations.NullMarked;
