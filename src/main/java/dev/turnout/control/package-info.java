/** What an installation of Turnout is told and asked, whichever way leads to it. */
@NullMarked
package dev.turnout.control;

import org.jspecify.annotations.NullMarked;
