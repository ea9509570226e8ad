package io.dagstore.core.store;

/** Hears that a walk has come to a named place between two durable writes. */
@FunctionalInterface
interface Steps {
  void reached(String step);
}
