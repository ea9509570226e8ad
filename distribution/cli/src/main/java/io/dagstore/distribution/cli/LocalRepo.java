package io.dagstore.distribution.cli;

import io.dagstore.core.api.Catalogue;
import io.dagstore.core.api.DagStoreException.NoStore;
import io.dagstore.core.api.VerifyPolicy;
import io.dagstore.core.api.journal.JournalEvent;
import io.dagstore.core.api.journal.JournalQuery;
import io.dagstore.core.api.mount.MountRegistry;
import io.dagstore.core.files.Closer;
import io.dagstore.core.store.Doctor;
import io.dagstore.core.store.DoctorListener;
import io.dagstore.core.store.Store;
import io.dagstore.core.store.StoreConfig;
import io.dagstore.distribution.rpc.BulkInitialization;
import io.dagstore.distribution.rpc.InitializeEvent;
import io.dagstore.distribution.rpc.Permission;
import io.dagstore.distribution.rpc.RebuildProgress;
import io.dagstore.distribution.rpc.RemoteNode;
import io.dagstore.distribution.rpc.Tokens;
import io.dagstore.index.file.FileShardIndexRepository;
import io.dagstore.journal.file.FileJournal;
import io.dagstore.mounts.file.FileMountProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A repository that this process opens itself; every block that is read there is verified. */
final class LocalRepo implements Repo {
  private final Path folder;
  private final LocalSettings settings;
  private final Closer open = new Closer();

  LocalRepo(Path folder, LocalSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** A store in this folder, made where it is not there, without a journal. */
  static Catalogue at(Path folder) throws IOException {
    return Store.open(new LocalRepo(folder, LocalSettings.STANDARD).config());
  }

  @Override
  public Catalogue reading() throws IOException {
    return Store.open(config().readOnly());
  }

  @Override
  public Catalogue writing() throws IOException {
    Files.createDirectories(folder);
    return Store.open(journaled(config()));
  }

  @Override
  public void rebuildIndex(String engine, Consumer<RebuildProgress> each)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (var store = Store.open(journaled(config()))) {
      store.rebuildIndex(engine, (done, total) -> each.accept(new RebuildProgress(done, total)));
    }
  }

  @Override
  public Doctor doctor(DoctorListener listener) {
    return new Doctor(journaled(config()), listener);
  }

  private StoreConfig journaled(StoreConfig config) {
    return settings.keepsJournal()
        ? config.journal(open.register(new LaterJournal(this::openJournal))::record)
        : config;
  }

  private FileJournal openJournal() throws IOException {
    return FileJournal.open(journalFolder(), settings.journal(), InstantSource.system());
  }

  private Path journalFolder() {
    return folder.resolve("journal");
  }

  private StoreConfig config() {
    var mounts = MountRegistry.of(new FileMountProvider(folder));
    return StoreConfig.of(
            settings.storeFolder(folder),
            mounts,
            FileShardIndexRepository::open,
            settings.inverted())
        .engine(settings.engine(), LocalSettings::engines)
        .verify(VerifyPolicy.ALWAYS);
  }

  @Override
  public void initializeAll(int concurrency, boolean includeSealed, Consumer<InitializeEvent> each)
      throws IOException, InterruptedException {
    var mounts = MountRegistry.of(new FileMountProvider(folder));
    try (var store = writing()) {
      new BulkInitialization(store, mount -> isReady(mounts, mount), Thread.ofVirtual().factory())
          .run(concurrency, includeSealed, each::accept);
    }
  }

  /** A mount that cannot even be looked at is ready: to be told why it fails. */
  private static boolean isReady(MountRegistry mounts, URI mount) {
    try {
      return mounts.mount(mount).stat().ready();
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  @Override
  public void journal(JournalQuery query, Consumer<JournalEvent> each)
      throws IOException, InterruptedException {
    expectThere();
    FileJournal.read(journalFolder(), query, each);
  }

  @Override
  public String newToken(Set<Permission> allowed) throws IOException {
    expectThere();
    return Tokens.open(folder).create(allowed);
  }

  @Override
  public Set<Permission> verifyToken(String token) throws IOException {
    expectThere();
    return Tokens.open(folder).verify(token);
  }

  private void expectThere() {
    if (!Files.isDirectory(folder)) {
      throw new NoStore(folder);
    }
  }

  @Override
  public Optional<RemoteNode> node() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
