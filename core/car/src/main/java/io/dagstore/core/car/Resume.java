package io.dagstore.core.car;

import io.dagstore.core.car.CarAppender.Repair;
import io.dagstore.core.files.FileSource;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import io.dagstore.core.ipld.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a file that is to be appended to holds, and cuts what a crash left at its end.
 *
 * <p>A CARv2 without header: what is behind the data is an index, or half of one, or a torn
 * section; none of it is precious, so the longest run of well-formed sections with right hashes
 * stays. A CARv1 and a finished CARv2: only the last section can be torn; damage before it is an
 * error, since cutting there would lose good blocks.
 */
final class Resume {
  private final Path file;
  private final CarFormat format;
  private final List<Cid> roots;
  private final CarLimits limits;
  private final SeenHashes seen;
  private final Hasher hasher = new Hasher();
  private boolean wasFinished;

  Resume(Path file, CarFormat format, List<Cid> roots, CarLimits limits, SeenHashes seen) {
    this.file = file;
    this.format = format;
    this.roots = roots;
    this.limits = limits;
    this.seen = seen;
  }

  /** Where sections begin and end, and what was cut behind them. */
  record Found(long first, long end, @Nullable Repair repair) {}

  Found look(FileChannel channel) throws IOException {
    var head = head();
    long size = channel.size();
    if (size < head.length) {
      return begin(channel, head, size);
    }
    Found found;
    try (var source = FileSource.open(file)) {
      found = format.version() == 1 ? version1(source) : version2(source);
    }
    reopen(channel);
    if (size > found.end) {
      channel.truncate(found.end);
      channel.force(true);
    }
    return found;
  }

  /** Empties the header of a CARv2 before anything behind it changes. */
  private void reopen(FileChannel channel) throws IOException {
    if (format.version() == 2 && wasFinished) {
      ScratchFile.write(channel, V2Header.unfinished(), 0);
      channel.force(true);
    }
  }

  /** What a new file starts with: pragma, empty header, padding, CARv1 header. */
  private byte[] head() {
    var head = new ByteArrayOutputStream();
    if (format.version() == 2) {
      head.writeBytes(V2Header.unfinished().array());
      head.writeBytes(new byte[Math.toIntExact(format.dataPadding())]);
    }
    head.writeBytes(HeaderFrame.write(roots));
    return head.toByteArray();
  }

  /** A file shorter than its head is ours only as far as it is the beginning of one. */
  private Found begin(FileChannel channel, byte[] head, long size) throws IOException {
    var there = ByteBuffer.allocate((int) size);
    while (there.hasRemaining() && channel.read(there, there.position()) >= 0) {}
    if (format.version() == 2) {
      // Of a finished file: whatever its sizes say, there is nothing behind them.
      Arrays.fill(
          there.array(),
          (int) Math.min(size, V2Header.PRAGMA_LENGTH),
          (int) Math.min(size, V2Header.LENGTH),
          (byte) 0);
    }
    if (!Arrays.equals(there.array(), Arrays.copyOf(head, (int) size))) {
      throw new CarException(
          CarException.Fault.TRUNCATED_HEADER,
          file.toString(),
          0,
          "CAR to append to",
          "the head of such a file",
          size + " bytes of something else");
    }
    ScratchFile.write(channel, ByteBuffer.wrap(head), 0);
    channel.force(true);
    var repair = size == 0 ? null : new Repair(0, size, "head was cut short");
    return new Found(head.length, head.length, repair);
  }

  private Found version1(FileSource source) throws IOException {
    try (var scanner = CarScanner.over(source, limits, ZeroSection.CORRUPT)) {
      checkVersion(scanner.header().version());
      checkRoots(scanner.header().roots());
      return walk(source, scanner, source.size(), false);
    }
  }

  private Found version2(FileSource source) throws IOException {
    var v2 = fixedHeader(source);
    wasFinished = !v2.isZero() || v2.fullyIndexed();
    long offset = format.dataOffset();
    if (!v2.isZero() && v2.dataOffset() != offset) {
      throw new IllegalArgumentException(
          "data begins at %d of %s, not at %d as the padding asked for has it"
              .formatted(v2.dataOffset(), file, offset));
    }
    long room = source.size() - offset;
    boolean whole = !v2.isZero() && v2.dataSize() > 0 && v2.dataSize() <= room;
    long end = whole ? offset + v2.dataSize() : source.size();
    try (var scanner = CarScanner.over(source, offset, end, limits, ZeroSection.CORRUPT)) {
      checkRoots(scanner.header().roots());
      return walk(source, scanner, end, !whole);
    }
  }

  private V2Header fixedHeader(FileSource source) throws IOException {
    try (var scan = source.scan(0)) {
      if (!scan.require(0, V2Header.LENGTH) || !V2Header.startsAt(scan.segment())) {
        throw new IllegalArgumentException("cannot resume " + file + ": it is no CARv2");
      }
      return V2Header.read(scan.segment(), V2Header.PRAGMA_LENGTH);
    }
  }

  private void checkVersion(int version) {
    if (version != format.version()) {
      throw new IllegalArgumentException(
          "cannot resume on CAR file with version " + version + ": " + file);
    }
  }

  private void checkRoots(List<Cid> found) {
    if (!new HashSet<>(found).equals(new HashSet<>(roots))) {
      throw new IllegalArgumentException(
          "cannot resume %s: its roots are %s, not %s".formatted(file, found, roots));
    }
  }

  /** Walks to the end of what can stay; {@code suspect} if every hash is to be checked. */
  private Found walk(Source source, CarScanner scanner, long end, boolean suspect)
      throws IOException {
    long first = scanner.header().firstSection();
    long good = first;
    String reason = "";
    try {
      while (scanner.next()) {
        boolean last = scanner.sectionOffset() + scanner.sectionLength() == end;
        if ((suspect || (last && format.version() == 1)) && isWrong(scanner)) {
          reason = "hash of the section there does not match";
          break;
        }
        seen.add(scanner.cid().multihash(), scanner.sectionOffset());
        good = scanner.sectionOffset() + scanner.sectionLength();
      }
    } catch (CarException e) {
      if (!suspect && !isTorn(e, source, good)) {
        throw e;
      }
      reason = String.valueOf(e.getMessage());
    }
    return new Found(first, good, good == end ? null : new Repair(good, end - good, reason));
  }

  private boolean isWrong(CarScanner scanner) throws IOException {
    var data = scanner.data();
    long multihash = scanner.multihashOffset() - scanner.windowBase();
    MemorySegment window = scanner.window();
    return hasher.verify(window, multihash, data, 0, data.length) == Verdict.MISMATCH;
  }

  /** Whether a crash can have caused this: the end is missing, or was never written over zeros. */
  private boolean isTorn(CarException e, Source source, long from) throws IOException {
    return switch (e.fault()) {
      case TRUNCATED_SECTION -> format.version() == 1;
      case ZERO_SECTION -> format.version() == 1 && isZero(source, from);
      default -> false;
    };
  }

  private static boolean isZero(Source source, long from) throws IOException {
    var part = new byte[64 << 10];
    for (long at = from; at < source.size(); at += part.length) {
      int count = source.readUpTo(at, part, 0, part.length);
      for (int i = 0; i < count; i++) {
        if (part[i] != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
