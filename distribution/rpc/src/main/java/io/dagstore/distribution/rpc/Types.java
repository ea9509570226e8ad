package io.dagstore.distribution.rpc;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Generic types for the table of methods. */
final class Types {
  private Types() {}

  /** A value, or null where there is none. */
  static Type optional(Class<?> type) {
    return new OptionalOf(type);
  }

  private record OptionalOf(Class<?> type) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {type};
    }

    @Override
    public Type getRawType() {
      return Optional.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }
}
