package io.dagstore.distribution.cli;

import io.dagstore.core.unixfs.UnixFsProfile;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** UnixFS profiles by name. */
final class Profiles implements ITypeConverter<UnixFsProfile> {
  @Override
  public UnixFsProfile convert(String name) {
    return UnixFsProfile.byName(name).orElseThrow(() -> unknown(name));
  }

  private static TypeConversionException unknown(String name) {
    var known =
        UnixFsProfile.all().stream().map(UnixFsProfile::name).collect(Collectors.joining(", "));
    return new TypeConversionException("profile: expected one of " + known + ", got " + name);
  }
}
