package dev.turnout.demo;

/** Tells a person what happens on the stage. Called by one thread. */
interface Narrator extends AutoCloseable {
  /** One line that stays. */
  void say(String line);

  /** A scene begins. */
  void begin(Scene scene);

  /** A scene is over. */
  void end(SceneResult result);

  @Override
  void close();
}
