package io.dagstore.distribution.gostore.leveldb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes databases by hand, unsound ones too. */
record SampleDb(Path folder, List<byte[]> edits) {
  SampleDb(Path folder) {
    this(folder, new ArrayList<>());
  }

  /** Bytes put together piece by piece. */
  static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes varint(long value) {
      for (long left = value; ; left >>>= 7) {
        if (left < 0x80) {
          out.write((int) left);
          return this;
        }
        out.write((int) ((left & 0x7f) | 0x80));
      }
    }

    Bytes fixed(long value, int bytes) {
      for (int i = 0; i < bytes; i++) {
        out.write((int) (value >>> (8 * i)));
      }
      return this;
    }

    Bytes raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Bytes text(String text) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      return varint(bytes.length).raw(bytes);
    }

    byte[] done() {
      return out.toByteArray();
    }
  }

  static byte[] key(String key, long sequence, int kind) {
    return new Bytes()
        .raw(key.getBytes(StandardCharsets.UTF_8))
        .fixed((sequence << 8) | kind, 8)
        .done();
  }

  static Bytes batch(long sequence, int changes) {
    return new Bytes().fixed(sequence, 8).fixed(changes, 4);
  }

  static byte[] put(long sequence, String key, String value) {
    return batch(sequence, 1).fixed(1, 1).text(key).text(value).done();
  }

  static byte[] delete(long sequence, String key) {
    return batch(sequence, 1).fixed(0, 1).text(key).done();
  }

  /** A block: bytes, how they are packed, checksum. */
  static byte[] block(byte[] content, int packing) {
    var bytes = new Bytes().raw(content).fixed(packing, 1).done();
    return new Bytes().raw(bytes).fixed(MaskedSum.of(bytes, 0, bytes.length), 4).done();
  }

  /** Entries, each key written whole; pairs of a key and a value. */
  static byte[] entries(byte[]... pairs) {
    var bytes = new Bytes();
    for (int i = 0; i < pairs.length; i += 2) {
      bytes.varint(0).varint(pairs[i].length).varint(pairs[i + 1].length);
      bytes.raw(pairs[i]).raw(pairs[i + 1]);
    }
    return bytes.fixed(0, 4).fixed(1, 4).done();
  }

  /** A table of one block of data. */
  static byte[] table(byte[] block, int length, byte[] lastKey) {
    var index = block(entries(lastKey, new Bytes().varint(0).varint(length).done()), 0);
    return withFooter(new Bytes().raw(block).raw(index).done(), block.length, index.length - 5);
  }

  static byte[] withFooter(byte[] blocks, long index, long length) {
    var footer = new Bytes().varint(0).varint(0).varint(index).varint(length).done();
    return new Bytes()
        .raw(blocks)
        .raw(footer)
        .raw(new byte[40 - footer.length])
        .fixed(Table.MAGIC, 8)
        .done();
  }

  SampleDb table(int level, long number, long sequence, String... pairs) throws IOException {
    var raw = new byte[pairs.length][];
    for (int i = 0; i < pairs.length; i += 2) {
      raw[i] = key(pairs[i], sequence, pairs[i + 1].isEmpty() ? 0 : 1);
      raw[i + 1] = pairs[i + 1].getBytes(StandardCharsets.UTF_8);
    }
    var content = entries(raw);
    var last = raw[raw.length - 2];
    write("%06d.ldb".formatted(number), table(block(content, 0), content.length, last));
    return named(level, number, raw[0], last);
  }

  SampleDb named(int level, long number, byte[] smallest, byte[] largest) {
    var edit = new Bytes().varint(7).varint(level).varint(number).varint(1);
    edit.varint(smallest.length).raw(smallest).varint(largest.length).raw(largest);
    return edit(edit.done());
  }

  SampleDb edit(byte[] edit) {
    edits.add(edit);
    return this;
  }

  SampleDb log(long number, byte[]... records) throws IOException {
    write("%06d.log".formatted(number), records(List.of(records)));
    return this;
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  LevelDb done() throws IOException {
    write("MANIFEST-000001", records(edits));
    write("CURRENT", "MANIFEST-000001\n".getBytes(StandardCharsets.UTF_8));
    return new LevelDb(folder);
  }

  /** Records as chunks. */
  static byte[] records(List<byte[]> records) {
    var out = new Bytes();
    int at = 0;
    for (var record : records) {
      boolean first = true;
      for (int done = 0; first || done < record.length; ) {
        int room = LogFile.BLOCK - at % LogFile.BLOCK;
        if (room < LogFile.HEADER) {
          out.raw(new byte[room]);
          at += room;
          continue;
        }
        int part = Math.min(room - LogFile.HEADER, record.length - done);
        boolean last = done + part == record.length;
        out.raw(chunk(type(first, last), Arrays.copyOfRange(record, done, done + part)));
        at += LogFile.HEADER + part;
        done += part;
        first = false;
      }
    }
    return out.done();
  }

  private static int type(boolean first, boolean last) {
    return first ? (last ? 1 : 2) : last ? 4 : 3;
  }

  static byte[] chunk(int type, byte[] body) {
    var bytes = ByteBuffer.allocate(LogFile.HEADER + body.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(4, (short) body.length).put(6, (byte) type).put(LogFile.HEADER, body);
    bytes.putInt(0, MaskedSum.of(bytes.array(), 6, body.length + 1));
    return bytes.array();
  }
}
