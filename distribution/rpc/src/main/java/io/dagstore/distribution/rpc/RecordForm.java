package io.dagstore.distribution.rpc;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record as an object of JSON: {@code Key} for a component {@code key}. */
record RecordForm(Class<?> type, List<RecordComponent> components) {
  static RecordForm of(Class<?> type) {
    return new RecordForm(type, List.of(type.getRecordComponents()));
  }

  static String name(RecordComponent component) {
    var wire = component.getAnnotation(Wire.class);
    if (wire != null) {
      return wire.value();
    }
    var name = component.getName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  static Object get(RecordComponent component, Record value) {
    try {
      var accessor = component.getAccessor();
      accessor.trySetAccessible();
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + value.getClass() + " cannot be read", e);
    }
  }

  /**
   * The record of these values.
   *
   * @throws IllegalArgumentException if the record itself refuses them
   */
  Object make(@Nullable Object[] values) {
    try {
      return constructor().newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("record " + type + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type + " cannot be made", e);
    }
  }

  private Constructor<?> constructor() throws NoSuchMethodException {
    var types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    var constructor = type.getDeclaredConstructor(types);
    constructor.trySetAccessible();
    return constructor;
  }

  /** Names of the members, in order. */
  List<String> names() {
    return components.stream().map(RecordForm::name).toList();
  }

  /** What stands for a member that is absent, or null where it must be there. */
  static @Nullable Object absent(RecordComponent component) {
    if (component.getType() == boolean.class) {
      return false;
    } else if (component.getType() == Optional.class) {
      return Optional.empty();
    } else if (component.getType() == List.class) {
      return List.of();
    }
    return component.getType() == Map.class ? Map.of() : null;
  }
}
