package dev.turnout.explain;

import java.awt.BasicStroke;
import java.awt.Color;

/** What a line of a panel means. */
record Key(String label, Color color, BasicStroke stroke) {}
