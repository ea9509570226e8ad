package io.dagstore.distribution.bench;

import io.dagstore.core.api.mount.Mount;
import io.dagstore.core.api.mount.MountProvider;
import io.dagstore.core.api.mount.MountStat;
import io.dagstore.core.car.CarWriter;
import io.dagstore.core.files.Source;
import io.dagstore.core.ipld.Cid;
import io.dagstore.core.ipld.Hasher;
import io.dagstore.core.ipld.Multicodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.util.List;
import java.util.SplittableRandom;

/**
 * CARs that are made when they are opened, {@code made:7} being always the same: for works over
 * more shards than anybody has files.
 */
final class MadeCars implements MountProvider {
  private static final int MIN_BLOCK = 32;
  private static final int MAX_BLOCK = 256;

  private final int blocks;

  /** CARs of so many blocks. */
  MadeCars(int blocks) {
    this.blocks = blocks;
  }

  static URI uri(int number) {
    return URI.create("made:" + number);
  }

  @Override
  public String scheme() {
    return "made";
  }

  @Override
  public Mount mount(URI uri) {
    return new Made(uri, Integer.parseInt(uri.getSchemeSpecificPart()), blocks);
  }

  /** The CID of a block of a CAR. */
  static Cid cid(int number, int block) {
    byte[] data = data(number, block);
    return Cid.v1(
        Multicodec.RAW, new Hasher().multihash(Multicodec.SHA2_256, data, 0, data.length));
  }

  private static byte[] data(int number, int block) {
    var random = new SplittableRandom(((long) number << Integer.SIZE) | block);
    byte[] data = new byte[random.nextInt(MIN_BLOCK, MAX_BLOCK + 1)];
    random.nextBytes(data);
    return data;
  }

  private record Made(URI uri, int number, int blocks) implements Mount {
    @Override
    public MountStat stat() {
      return MountStat.ready(car().length);
    }

    @Override
    public Source open() {
      return Source.of(car(), uri.toString());
    }

    private byte[] car() {
      var out = new ByteArrayOutputStream();
      try (var writer = CarWriter.stream(Channels.newChannel(out), List.of(cid(number, 0)))) {
        for (int block = 0; block < blocks; block++) {
          byte[] data = data(number, block);
          writer.put(cid(number, block), data, 0, data.length);
        }
        writer.finish();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toByteArray();
    }
  }
}
