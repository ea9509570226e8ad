package io.dagstore.distribution.cli;

import io.dagstore.core.car.IndexKind;
import io.dagstore.core.ipld.Multicodec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Index codecs by their multicodec names, and {@code none}. */
final class IndexCodec implements ITypeConverter<IndexKind> {
  @Override
  public IndexKind convert(String name) {
    for (var kind : IndexKind.values()) {
      if (name.equals(kind == IndexKind.NONE ? "none" : Multicodec.name(kind.code()))) {
        return kind;
      }
    }
    throw new TypeConversionException(
        "expected car-multihash-index-sorted, car-index-sorted or none, got " + name);
  }
}
