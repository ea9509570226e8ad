package io.dagstore.core.unixfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/** A range of a file's content; blocks outside it are never asked for. One thread. */
final class UnixFsInputStream extends InputStream {
  private final BlockLoader blocks;
  private final Deque<Frame> stack = new ArrayDeque<>();
  private final long end;
  private long position;
  private UnixFsMessage.Data current;
  private long currentStart;

  UnixFsInputStream(BlockLoader blocks, FilePart root, long from, long to) {
    this.blocks = blocks;
    this.position = from;
    this.end = to;
    this.current = root.data();
    stack.push(new Frame(root, 0));
  }

  /** A part whose content begins at {@code base} of the file. */
  private static final class Frame {
    private final FilePart part;
    private int next;
    private long nextStart;

    Frame(FilePart part, long base) {
      this.part = part;
      this.nextStart = base + part.data().length();
    }

    /** Goes to the child that holds {@code position}; false when none is left that does. */
    boolean seek(long position) {
      while (next < part.sizes().length && nextStart + part.sizes()[next] <= position) {
        nextStart += part.sizes()[next++];
      }
      return next < part.sizes().length;
    }
  }

  /** Makes {@code current} hold the byte at {@code position}; false at the end. */
  private boolean load() throws IOException {
    if (position >= end) {
      return false;
    }
    while (position >= currentStart + current.length()) {
      Frame top = stack.element();
      if (top.seek(position)) {
        descend(top);
      } else {
        stack.pop();
      }
    }
    return true;
  }

  private void descend(Frame parent) throws IOException {
    if (stack.size() >= FilePart.MAX_DEPTH) {
      throw new CorruptDagException(
          parent.part.cid(), "file nests deeper than " + FilePart.MAX_DEPTH);
    }
    FilePart child = parent.part.child(parent.next, blocks);
    stack.push(new Frame(child, parent.nextStart));
    current = child.data();
    currentStart = parent.nextStart;
  }

  private int ready() {
    return (int) Math.min(currentStart + current.length() - position, end - position);
  }

  private int offset() {
    return current.from() + (int) (position - currentStart);
  }

  @Override
  public int read() throws IOException {
    if (!load()) {
      return -1;
    }
    int value = current.source()[offset()] & 0xFF;
    position++;
    return value;
  }

  @Override
  public int read(byte[] dst, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, dst.length);
    if (len == 0) {
      return 0;
    }
    if (!load()) {
      return -1;
    }
    int count = Math.min(len, ready());
    System.arraycopy(current.source(), offset(), dst, off, count);
    position += count;
    return count;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long start = position;
    while (load()) {
      int count = ready();
      out.write(current.source(), offset(), count);
      position += count;
    }
    return position - start;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, Math.max(0, end - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return position >= end ? 0 : Math.max(0, ready());
  }
}
