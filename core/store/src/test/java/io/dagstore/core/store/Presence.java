package io.dagstore.core.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a key is registered, as far as its callers can know: a call happens at one moment between
 * its begin and its end, and what it was told must be right in some order of these moments. A call
 * whose caller has left may still happen later, or never.
 */
final class Presence {
  private final Map<Integer, Call> open = new TreeMap<>();
  private Set<World> worlds = Set.of(new World(false, Map.of()));

  /** What is asked of a key. */
  enum Call {
    REGISTER {
      @Override
      List<Outcome> of(boolean there) {
        return List.of(new Outcome(true, there ? Answer.REFUSED : Answer.DONE));
      }
    },
    DESTROY {
      @Override
      List<Outcome> of(boolean there) {
        return there
            ? List.of(new Outcome(false, Answer.DONE), new Outcome(true, Answer.REFUSED))
            : List.of(new Outcome(false, Answer.ABSENT));
      }
    },
    LOOK {
      @Override
      List<Outcome> of(boolean there) {
        return List.of(new Outcome(there, there ? Answer.DONE : Answer.ABSENT));
      }
    };

    abstract List<Outcome> of(boolean there);
  }

  /** What was answered: refused means that it is taken, or held; absent that it is not there. */
  enum Answer {
    DONE,
    REFUSED,
    ABSENT
  }

  record Outcome(boolean there, Answer answer) {}

  /** One way in which it may be: what has happened of the calls that have not ended. */
  private record World(boolean there, Map<Integer, Answer> happened) {
    World after(int call, Outcome outcome) {
      var more = new HashMap<>(happened);
      more.put(call, outcome.answer());
      return new World(outcome.there(), Map.copyOf(more));
    }

    World without(int call) {
      var fewer = new HashMap<>(happened);
      fewer.remove(call);
      return new World(there, Map.copyOf(fewer));
    }
  }

  void begin(int call, Call what) {
    open.put(call, what);
  }

  /** The caller was told this; false: it can not be. */
  boolean end(int call, Answer answer) {
    grow();
    open.remove(call);
    return become(
        worlds.stream()
            .filter(world -> world.happened().get(call) == answer)
            .map(world -> world.without(call)));
  }

  /** The caller knows that nothing has happened. */
  void cancel(int call) {
    open.remove(call);
    become(worlds.stream().filter(world -> !world.happened().containsKey(call)));
  }

  /** The caller has left, and nobody knows. */
  void leave(int call) {
    if (open.get(call) == Call.LOOK) {
      open.remove(call);
      become(worlds.stream().map(world -> world.without(call)));
    }
  }

  /** Nothing runs any more: what has not happened never will. */
  void settle() {
    grow();
    open.clear();
    become(worlds.stream().map(world -> new World(world.there(), Map.of())));
  }

  /** A kill: what nobody was told of may be undone. */
  void kill() {
    boolean unsure = open.values().stream().anyMatch(call -> call != Call.LOOK);
    settle();
    if (unsure) {
      worlds = Set.of(new World(true, Map.of()), new World(false, Map.of()));
    }
  }

  /** So it is, where nothing runs; false: it can not be. */
  boolean know(boolean there) {
    return become(worlds.stream().filter(world -> world.there() == there));
  }

  private boolean become(Stream<World> others) {
    worlds = others.collect(Collectors.toSet());
    return !worlds.isEmpty();
  }

  /** Lets each call happen that may have by now. */
  private void grow() {
    var all = new HashSet<>(worlds);
    var fresh = Set.copyOf(worlds);
    while (!fresh.isEmpty()) {
      fresh =
          fresh.stream()
              .flatMap(this::next)
              .filter(all::add)
              .collect(Collectors.toUnmodifiableSet());
    }
    worlds = all;
  }

  private Stream<World> next(World world) {
    return open.entrySet().stream()
        .filter(call -> !world.happened().containsKey(call.getKey()))
        .flatMap(call ->
            call.getValue().of(world.there()).stream()
                .map(outcome -> world.after(call.getKey(), outcome)));
  }

  @Override
  public String toString() {
    return "open " + open + ", possible " + worlds;
  }
}
