package io.dagstore.core.unixfs;

import io.dagstore.core.ipld.Multicodec;
import io.dagstore.core.ipld.Varint;

/** Where a chunk's content lies inside its block, so that it can be read into place. */
enum LeafFormat {
  RAW(Multicodec.RAW) {
    @Override
    int prefixLength(int content) {
      return 0;
    }

    @Override
    int blockLength(int content) {
      return content;
    }

    @Override
    void frame(byte[] block, int content) {}
  },

  /** A dag-pb node whose data is a UnixFS file message: type, data, filesize. */
  DAG_PB(Multicodec.DAG_PB) {
    @Override
    int prefixLength(int content) {
      return 1 + Varint.size(messageLength(content)) + dataHead(content);
    }

    @Override
    int blockLength(int content) {
      int message = messageLength(content);
      return 1 + Varint.size(message) + message;
    }

    @Override
    void frame(byte[] block, int content) {
      int at = 0;
      block[at++] = DATA_OF_NODE;
      at += Varint.write(messageLength(content), block, at);
      block[at++] = TYPE;
      block[at++] = (byte) UnixFsType.FILE.number();
      if (content > 0) {
        block[at++] = DATA_OF_MESSAGE;
        at += Varint.write(content, block, at);
      }
      at += content;
      block[at++] = FILESIZE;
      Varint.write(content, block, at);
    }

    private static int dataHead(int content) {
      return content == 0 ? 2 : 3 + Varint.size(content);
    }

    private static int messageLength(int content) {
      return dataHead(content) + content + 1 + Varint.size(content);
    }
  };

  private static final byte DATA_OF_NODE = 0x0A;
  private static final byte TYPE = 0x08;
  private static final byte DATA_OF_MESSAGE = 0x12;
  private static final byte FILESIZE = 0x18;

  private final long codec;

  LeafFormat(long codec) {
    this.codec = codec;
  }

  static LeafFormat of(UnixFsProfile.Leaves leaves) {
    return switch (leaves) {
      case RAW -> RAW;
      case DAG_PB -> DAG_PB;
    };
  }

  long codec() {
    return codec;
  }

  /** Bytes of the block before the content. */
  abstract int prefixLength(int content);

  abstract int blockLength(int content);

  /** Writes what stands before and after the content. */
  abstract void frame(byte[] block, int content);
}
