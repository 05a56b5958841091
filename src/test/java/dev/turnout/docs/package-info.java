/** What the documents show is read, or printed, by these tests. */
@NullMarked
package dev.turnout.docs;

import org.jspecify.annotations.NullMarked;
