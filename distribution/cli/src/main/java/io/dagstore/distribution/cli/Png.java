package io.dagstore.distribution.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Draws one image as PNG, so that the sample site shows something in a browser. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final byte[] DEPTH_8_RGB = {8, 2, 0, 0, 0};

  private Png() {}

  /** Coloured waves; integers only, so that the bytes are the same everywhere. */
  static byte[] waves(int width, int height) throws IOException {
    var pixels = new ByteArrayOutputStream();
    for (var y = 0; y < height; y++) {
      pixels.write(0);
      for (var x = 0; x < width; x++) {
        pixels.write(triangle(x * 2 + y) / 2);
        pixels.write(triangle(x - y * 2 + 512));
        pixels.write(200 - triangle(x + y) / 4);
      }
    }
    var header = new ByteArrayOutputStream();
    var fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(DEPTH_8_RGB);
    var image = new ByteArrayOutputStream();
    image.write(SIGNATURE);
    chunk(image, "IHDR", header.toByteArray());
    chunk(image, "IDAT", deflated(pixels.toByteArray()));
    chunk(image, "IEND", new byte[0]);
    return image.toByteArray();
  }

  /** A wave with straight flanks between 0 and 255. */
  private static int triangle(int at) {
    var phase = Math.floorMod(at, 512);
    return phase < 256 ? phase : 511 - phase;
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream image, String type, byte[] data)
      throws IOException {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    var out = new DataOutputStream(image);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
