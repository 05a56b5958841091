package dev.turnout.schemas;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes the serializer and deserializer of values. A configuration may name another class under
 * {@code value.serializer} or {@code value.deserializer}, such as Confluent's or Apicurio's on the
 * user's class path; that class is given the whole configuration.
 */
public final class Serdes {

  public static final String VALUE_SERIALIZER = "value.serializer";
  public static final String VALUE_DESERIALIZER = "value.deserializer";

  private Serdes() {}

  /** A configured serializer of Avro records; ours unless another is named. */
  public static Serializer<Object> valueSerializer(Map<String, ?> config) {
    @SuppressWarnings("unchecked")
    Serializer<Object> serializer =
        instance(config, VALUE_SERIALIZER, AvroSerializer.class, Serializer.class);
    serializer.configure(config, false);
    return serializer;
  }

  /** A configured deserializer of Avro records; ours unless another is named. */
  public static Deserializer<Object> valueDeserializer(Map<String, ?> config) {
    @SuppressWarnings("unchecked")
    Deserializer<Object> deserializer =
        instance(config, VALUE_DESERIALIZER, AvroDeserializer.class, Deserializer.class);
    deserializer.configure(config, false);
    return deserializer;
  }

  private static <T> T instance(
      Map<String, ?> config, String key, Class<?> otherwise, Class<T> port) {
    Object named = config.get(key);
    try {
      Class<?> type =
          named == null
              ? otherwise
              : named instanceof Class<?> c ? c : classNamed(named.toString());
      return port.cast(type.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          "Expected '" + key + "' to name a class on the class path, but got '" + named + "'");
    } catch (ClassCastException e) {
      throw new ConfigException(
          "Expected '" + key + "' to name a " + port.getName() + ", but got '" + named + "'");
    } catch (InvocationTargetException e) {
      throw new ConfigException(
          "'" + key + "': the constructor of " + named + " failed: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ConfigException(
          "Expected '"
              + named
              + "' in '"
              + key
              + "' to have a public constructor without arguments");
    }
  }

  private static Class<?> classNamed(String name) throws ClassNotFoundException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return Class.forName(name, true, context == null ? Serdes.class.getClassLoader() : context);
  }
}
