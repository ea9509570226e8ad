package io.dagstore.core.testkit;

import io.dagstore.core.api.StoreEvent;
import io.dagstore.core.api.StoreListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event it hears. Thread-safe. */
public final class RecordingListener implements StoreListener {
  private final List<StoreEvent> events = new CopyOnWriteArrayList<>();

  /** A listener that has heard nothing. */
  public RecordingListener() {}

  @Override
  public void on(StoreEvent event) {
    events.add(event);
  }

  /** Everything up to now, in the order of arrival. */
  public List<StoreEvent> events() {
    return List.copyOf(events);
  }

  /** The events of one kind. */
  public <E extends StoreEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
