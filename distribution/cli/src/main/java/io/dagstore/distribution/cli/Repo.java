package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.store.Doctor;
import io.dagstore.core.store.DoctorListener;
import io.dagstore.distribution.rpc.InitializeEvent;
import io.dagstore.distribution.rpc.Permission;
import io.dagstore.distribution.rpc.RebuildProgress;
import io.dagstore.distribution.rpc.RemoteNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where the work of a command is done: by a node that runs, or in this process. Commands never know
 * which; only those that are about a node itself ask for it.
 */
interface Repo extends AutoCloseable {
  /** The repository that the command line names, to be read. */
  static Catalogue reading(Shell shell) throws IOException {
    return shell.repository().reading();
  }

  /** The repository that the command line names, made where it is not there. */
  static Catalogue writing(Shell shell) throws IOException {
    return shell.repository().writing();
  }

  /** Its store, beside other readers. */
  Catalogue reading() throws IOException;

  /** Its store, made where it is not there; one writer at a time. */
  Catalogue writing() throws IOException;

  /**
   * Indexes all new shards.
   *
   * @param concurrency shards at once, 0: no limit
   * @param includeSealed also those whose mount cannot be read at once
   */
  void initializeAll(int concurrency, boolean includeSealed, Consumer<InitializeEvent> each)
      throws IOException, InterruptedException;

  /**
   * Makes its inverted index anew.
   *
   * @param engine that makes it; empty: the configured one
   */
  void rebuildIndex(String engine, Consumer<RebuildProgress> each)
      throws IOException, InterruptedException;

  /**
   * A doctor of its store.
   *
   * @param listener hears of what is found
   * @throws Failure where a node has it open
   */
  Doctor doctor(DoctorListener listener) throws IOException;

  /** Hands over what its journal holds and, to one who follows, what comes. */
  void journal(JournalQuery query, Consumer<JournalEvent> each)
      throws IOException, InterruptedException;

  /** A new token of its node. */
  String newToken(Set<Permission> allowed) throws IOException, InterruptedException;

  /** What a token of its node allows. */
  Set<Permission> verifyToken(String token) throws IOException, InterruptedException;

  /** The node, where one runs. */
  Optional<RemoteNode> node();

  @Override
  void close() throws IOException;
}
