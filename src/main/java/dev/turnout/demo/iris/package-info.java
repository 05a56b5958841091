/** Fisher's iris measurements, and the classifiers that the demo trains on them. */
@NullMarked
package dev.turnout.demo.iris;

import org.jspecify.annotations.NullMarked;
