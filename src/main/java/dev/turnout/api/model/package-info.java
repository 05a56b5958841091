/** What the API knows of all models: their states, the answers to commands, what just happened. */
@NullMarked
package dev.turnout.api.model;

import org.jspecify.annotations.NullMarked;
