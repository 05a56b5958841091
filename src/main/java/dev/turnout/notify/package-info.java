/**
 * The notifier: tells people and programs what happens, as CloudEvents on a topic and as webhooks.
 * A process of its own, so that no decision waits for a chat.
 */
@NullMarked
package dev.turnout.notify;

import org.jspecify.annotations.NullMarked;
