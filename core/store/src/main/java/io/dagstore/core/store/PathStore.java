package io.dagstore.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;
import org.jspecify.annotations.Nullable;

/**
 * What an MVStore writes to: a file of any file system, where MVStore's own knows only those that
 * have a name.
 *
 * <p>A chunk is what one commit writes; the header, of which there are two copies, tells where the
 * last one stands. MVStore writes both copies seldom, and after a power cut searches for the last
 * chunk: it may take one that is torn, or a much older one. Here each commit writes its chunk, with
 * a checksum in its footer, and one copy of the header, in turns. So whatever a power cut leaves of
 * them, the other copy names the chunk before, which is durable.
 */
final class PathStore extends RandomAccessStore {
  private static final int BLOCK = LockedFile.BLOCK;
  private static final int HEADER_BYTES = LockedFile.HEADER_BYTES;
  private static final int FOOTER_BYTES = 128;
  private static final String SUM = "sum";
  private static final String CLEAN = "clean";

  /** The version of the first commit, before which there was nothing. */
  private static final long FIRST = 1;

  private final LockedFile file;

  /** Chunks up to this version are durable, so that their checksums need not be compared. */
  private final long durable;

  /** Which copy of the header is written next. */
  private int copy;

  /** Where chunks stood that were moved since a header was written: that leads there still. */
  private final List<Place> left = new ArrayList<>();

  private record Place(long position, int length) {}

  /** A store over a file, which it does not close. */
  PathStore(LockedFile file, boolean readOnly, int cacheMegabytes) throws IOException {
    super(Map.of("cacheSize", cacheMegabytes));
    this.file = file;
    init(file.path().toString(), readOnly);
    saveChunkLock.lock();
    try {
      setSize(file.channel().size());
    } finally {
      saveChunkLock.unlock();
    }
    durable =
        size() < HEADER_BYTES
            ? 0
            : Math.min(version(0, Long.MAX_VALUE), version(1, Long.MAX_VALUE));
  }

  /** The version that a copy of the header tells, or this where it is torn. */
  private long version(int which, long torn) {
    var facts = ChecksummedLine.read(bytes((long) which * BLOCK, BLOCK));
    return facts.isEmpty() ? torn : DataUtils.readHexLong(facts, "version", 0);
  }

  /**
   * Takes the chunk that a copy of the header names, or fails. MVStore would look for others behind
   * the header and at the end of the file, and take an older state where this one is not whole; but
   * what no header names was never answered for, was taken back, or is being written right now.
   */
  @Override
  protected void readStoreHeader(boolean recovery) {
    long end = size();
    setSize(HEADER_BYTES);
    try {
      super.readStoreHeader(recovery);
    } finally {
      setSize(end);
    }
    if (!hasPersistentData() && Math.max(version(0, 0), version(1, 0)) > FIRST) {
      // MVStore would begin anew, as after a first commit that was cut short.
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT, "what the header of {0} names cannot be read", file.path());
    }
  }

  @Override
  public ByteBuffer readFully(SFChunk chunk, long position, int length) {
    if (position == 0 && length == HEADER_BYTES) {
      return header(bytes(position, length));
    }
    if (length == FOOTER_BYTES && (position + length) % BLOCK == 0) {
      byte[] footer = bytes(position, length);
      return isTorn(footer, position) ? ByteBuffer.allocate(length) : ByteBuffer.wrap(footer);
    }
    return readFully(file.channel(), position, length);
  }

  private byte[] bytes(long position, int length) {
    byte[] bytes = new byte[length];
    readFully(file.channel(), position, length).get(bytes);
    return bytes;
  }

  /**
   * The header as after an end that was not in order. After one that was, MVStore compares the
   * newest chunks even where nothing in them counts any more, and takes an old one if they are not
   * there.
   */
  private static ByteBuffer header(byte[] copies) {
    var header = ByteBuffer.allocate(HEADER_BYTES);
    for (int from = 0; from < HEADER_BYTES; from += BLOCK) {
      byte[] copy = Arrays.copyOfRange(copies, from, from + BLOCK);
      var facts = ChecksummedLine.read(copy);
      header.put(facts.containsKey(CLEAN) ? ChecksummedLine.without(copy, CLEAN) : copy);
    }
    return header.flip();
  }

  /** Whether a footer stands behind something else than what it was written behind. */
  private boolean isTorn(byte[] footer, long position) {
    var facts = ChecksummedLine.read(footer);
    if (!facts.containsKey(SUM) || DataUtils.readHexLong(facts, "version", 0) <= durable) {
      return false;
    }
    long length = DataUtils.readHexLong(facts, "len", 0) * BLOCK - FOOTER_BYTES;
    if (length < 0 || length > Math.min(position, Integer.MAX_VALUE)) {
      return true;
    }
    var body = readFully(file.channel(), position - length, (int) length);
    return sum(body) != (int) DataUtils.readHexLong(facts, SUM, 0);
  }

  private static int sum(ByteBuffer bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  @Override
  protected void writeFully(@Nullable SFChunk chunk, long position, ByteBuffer bytes) {
    if (position == 0) {
      writeHeader(bytes);
      return;
    }
    if (file.isHeaderUnforced() || (chunk != null && !left.isEmpty())) {
      // Else the next one would be written over the header of what is durable, or would be durable
      // before the chunks that were moved to where it leads.
      file.force();
    }
    if (chunk != null) {
      addSum(bytes);
      // This lets MVStore write a header behind the chunk, and is not in that.
      storeHeader.put(CLEAN, 1);
    }
    int length = bytes.remaining();
    written(file.write(position, bytes), length);
  }

  /** Adds the checksum of a chunk to its footer. */
  private static void addSum(ByteBuffer chunk) {
    int end = chunk.limit() - FOOTER_BYTES;
    byte[] footer = new byte[FOOTER_BYTES];
    chunk.get(end, footer);
    int sum = sum(chunk.slice(chunk.position(), end - chunk.position()));
    chunk.put(end, ChecksummedLine.with(footer, SUM, sum));
  }

  private void writeHeader(ByteBuffer copies) {
    if (storeHeader.containsKey(CLEAN) || !hasPersistentData()) {
      file.writeHeader(0, copies);
      written(HEADER_BYTES, HEADER_BYTES);
    } else {
      file.writeHeader((long) copy * BLOCK, copies.slice(0, BLOCK));
      copy = 1 - copy;
      written(HEADER_BYTES, BLOCK);
    }
    left.forEach(place -> super.free(place.position(), place.length()));
    left.clear();
  }

  /**
   * Keeps the place of a chunk that was moved until the next header is written. MVStore would write
   * the chunk before that header over it.
   */
  @Override
  protected void free(long position, int length) {
    left.add(new Place(position, length));
  }

  /** Of chunks that no header leads to any more. */
  @Override
  protected void freeChunkSpace(Iterable<SFChunk> chunks) {
    for (var chunk : chunks) {
      super.free(chunk.block * BLOCK, chunk.len * BLOCK);
    }
  }

  private void written(long end, int length) {
    setSize(Math.max(size(), end));
    writeCount.incrementAndGet();
    writeBytes.addAndGet(length);
  }

  /** Lets both copies of the header name the last chunk, as after an orderly end. */
  void seal() {
    saveChunkLock.lock();
    try {
      if (hasPersistentData()) {
        writeCleanShutdownMark();
      }
    } finally {
      saveChunkLock.unlock();
    }
    sync();
  }

  @Override
  protected void truncate(long size) {
    file.truncate(size);
    setSize(Math.min(size(), size));
    writeCount.incrementAndGet();
  }

  @Override
  public void sync() {
    file.force();
  }

  @Override
  public void open(String name, boolean readOnly, char[] encryptionKey) {
    throw new UnsupportedOperationException(file.path() + " is open since it was made");
  }

  @Override
  public PathStore open(String name, boolean readOnly) {
    throw new UnsupportedOperationException(file.path() + " is not compacted into another file");
  }

  @Override
  public void backup(ZipOutputStream out) {
    throw new UnsupportedOperationException(file.path() + " is not backed up while it is open");
  }

  Density density() {
    return new Density(getChunks().values());
  }

  /**
   * MVStore would take the oldest first, however full they are, and move much to gain little. It
   * leaves the last two as they are, or it would move them again and again.
   */
  @Override
  public Collection<SFChunk> getRewriteCandidates() {
    long last = getMvStore().getCurrentVersion() - 1;
    return density().emptiest(Upkeep.MOVED_BYTES, Upkeep.DENSE, last);
  }
}
