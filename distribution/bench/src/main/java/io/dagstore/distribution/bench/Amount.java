package io.dagstore.distribution.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number that may end in {@code k} or {@code M}: thousands or millions. */
final class Amount implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    long unit = text.endsWith("M") ? 1_000_000 : text.endsWith("k") ? 1_000 : 1;
    var digits = unit == 1 ? text : text.substring(0, text.length() - 1);
    try {
      return Math.multiplyExact(Long.parseLong(digits), unit);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new TypeConversionException("expected a number such as 20M, got " + text);
    }
  }
}
