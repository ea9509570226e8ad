package io.dagstore.distribution.runtime.plugin;

import io.dagstore.core.api.plugin.PluginContext;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes an instance of a plug-in's class. */
final class Maker {
  private Maker() {}

  /**
   * By the public constructor that takes a context, else by the one that takes nothing.
   *
   * @throws IOException if there is none, or it throws
   */
  static <T> T make(Class<?> type, Class<T> point, PluginContext context) throws IOException {
    try {
      return point.cast(construct(type, context));
    } catch (InvocationTargetException e) {
      throw new IOException("new " + type.getName() + ": " + e.getTargetException());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IOException("new " + type.getName() + ": " + e);
    }
  }

  private static Object construct(Class<?> type, PluginContext context)
      throws ReflectiveOperationException {
    for (Constructor<?> constructor : type.getConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == PluginContext.class) {
        return constructor.newInstance(context);
      }
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new NoSuchMethodException("expected a public class, got a hidden one");
    }
    return type.getConstructor().newInstance();
  }
}
