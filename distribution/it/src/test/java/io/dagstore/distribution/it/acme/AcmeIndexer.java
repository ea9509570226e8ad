package io.dagstore.distribution.it.acme;

import io.dagstore.core.api.index.ShardIndexer;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A stranger's kind of piece: the word ACME, then one raw CID, then its data. */
public final class AcmeIndexer implements ShardIndexer {
  private static final byte[] MAGIC = {'A', 'C', 'M', 'E'};

  /** Of version 1, raw, SHA-256. */
  private static final int CID_LENGTH = 36;

  @Override
  public String name() {
    return "acme";
  }

  @Override
  public boolean recognises(Source source) throws IOException {
    return source.size() > MAGIC.length && Arrays.equals(MAGIC, bytes(source, 0, MAGIC.length));
  }

  @Override
  public List<Cid> index(Source source, Sections sections) throws IOException {
    var cid = Cid.fromBytes(bytes(source, MAGIC.length, CID_LENGTH));
    sections.add(MAGIC.length, cid, source.size() - MAGIC.length - CID_LENGTH);
    return List.of(cid);
  }

  private static byte[] bytes(Source source, long at, int length) throws IOException {
    var bytes = new byte[length];
    source.read(at, bytes, 0, length);
    return bytes;
  }
}
