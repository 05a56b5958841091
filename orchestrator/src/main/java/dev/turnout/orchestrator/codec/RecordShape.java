package dev.turnout.orchestrator.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Components and constructor of a record class, looked up once. */
final class RecordShape {

  private static final Map<Class<?>, RecordShape> SHAPES = new ConcurrentHashMap<>();
  private static final Map<Class<?>, Map<String, Class<?>>> PERMITTED = new ConcurrentHashMap<>();

  private final RecordComponent[] components;
  private final Constructor<?> constructor;

  private RecordShape(Class<?> type) {
    components = type.getRecordComponents();
    Arrays.stream(components).forEach(component -> component.getAccessor().setAccessible(true));
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.computeIfAbsent(type, RecordShape::new);
  }

  RecordComponent[] components() {
    return components;
  }

  /**
   * @throws IllegalArgumentException if the record refuses the values
   */
  Object create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Object get(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The record with this simple name below a sealed type. */
  static Class<?> permitted(Class<?> sealed, String name) {
    Class<?> type =
        PERMITTED
            .computeIfAbsent(
                sealed,
                s -> leaves(s).collect(Collectors.toMap(Class::getSimpleName, leaf -> leaf)))
            .get(name);
    if (type == null) {
      throw new IllegalArgumentException(
          "Expected a kind of %s, but got '%s'".formatted(sealed.getSimpleName(), name));
    }
    return type;
  }

  /** The text of a map's key: a string, a number, or a record of one component. */
  static String keyText(Object key) {
    return key instanceof Record
        ? get(of(key.getClass()).components[0], key).toString()
        : key.toString();
  }

  static Object key(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    return type == Integer.class
        ? (Object) Integer.valueOf(text)
        : of(type).create(new Object[] {text});
  }

  private static Stream<Class<?>> leaves(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(sub -> sub.isSealed() ? leaves(sub) : Stream.of(sub));
  }
}
