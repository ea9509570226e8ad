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

/** A repository whose node does the work. */
final class RemoteRepo implements Repo {
  private final RemoteNode node;

  RemoteRepo(RemoteNode node) {
    this.node = node;
  }

  @Override
  public Catalogue reading() {
    return node.store();
  }

  @Override
  public Catalogue writing() {
    return node.store();
  }

  @Override
  public void initializeAll(int concurrency, boolean includeSealed, Consumer<InitializeEvent> each)
      throws IOException, InterruptedException {
    node.initializeAll(concurrency, includeSealed, each);
  }

  @Override
  public void rebuildIndex(String engine, Consumer<RebuildProgress> each)
      throws IOException, InterruptedException {
    node.rebuildIndex(engine, each);
  }

  @Override
  public Doctor doctor(DoctorListener listener) {
    throw Failure.of(Exit.BUSY, "a node has the repository open, and the doctor must be alone")
        .hint("'dagstore stop' ends the node; then call the doctor again");
  }

  @Override
  public void journal(JournalQuery query, Consumer<JournalEvent> each)
      throws IOException, InterruptedException {
    node.journal(query, each);
  }

  @Override
  public String newToken(Set<Permission> allowed) throws IOException, InterruptedException {
    return node.newToken(allowed);
  }

  @Override
  public Set<Permission> verifyToken(String token) throws IOException, InterruptedException {
    return node.verifyToken(token);
  }

  @Override
  public Optional<RemoteNode> node() {
    return Optional.of(node);
  }

  @Override
  public void close() {
    node.close();
  }
}
