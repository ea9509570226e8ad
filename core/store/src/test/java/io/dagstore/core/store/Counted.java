package io.dagstore.core.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the calls of what a store reaches the world through, and of what these calls give; lets
 * some pass a gate first.
 */
final class Counted {
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Set<Class<?>> followed;

  /** Holds a call back, or fails it. */
  @FunctionalInterface
  interface Gate {
    void pass() throws Exception;
  }

  /** Counts the calls of these types. */
  Counted(Class<?>... followed) {
    this.followed = Set.of(followed);
  }

  /** The same, counted. */
  <T> T of(Class<T> type, T target) {
    var proxy =
        Proxy.newProxyInstance(
            Counted.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              var call = type.getSimpleName() + "." + method.getName();
              count(call);
              gates.getOrDefault(call, () -> {}).pass();
              try {
                return follow(method.getReturnType(), method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  private Object follow(Class<?> type, Object answer) {
    if (answer instanceof Optional<?> some && some.isPresent()) {
      return Optional.of(follow(Object.class, some.get()));
    }
    for (var candidate : followed) {
      if (candidate.isInstance(answer) && (type == Object.class || type == candidate)) {
        return wrapped(candidate, answer);
      }
    }
    return answer;
  }

  private <T> T wrapped(Class<T> type, Object target) {
    return of(type, type.cast(target));
  }

  /** Lets each call of this name pass the gate from now on. */
  void gate(String call, Gate gate) {
    gates.put(call, gate);
  }

  void count(String call) {
    calls.merge(call, 1, Integer::sum);
  }

  /** What was called since this was asked last. */
  Map<String, Integer> take() {
    var taken = Map.copyOf(calls);
    calls.clear();
    return taken;
  }
}
