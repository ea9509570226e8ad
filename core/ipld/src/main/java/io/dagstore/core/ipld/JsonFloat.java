package io.dagstore.core.ipld;

import java.math.BigDecimal;

/** How floats are written in JSON. */
final class JsonFloat {
  private static final int LEAST_PLAIN = -7;
  private static final int MOST_PLAIN = 21;

  private JsonFloat() {}

  /**
   * The shortest digits that read back as {@code value}, plain from 10^−6 to 10^21 and with an
   * exponent outside, always with a point or an exponent: what JavaScript and Go write.
   */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      throw MalformedException.invalid("float", -1, "a finite number", value);
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    return sign + (value == 0 ? "0.0" : text(new BigDecimal(Double.toString(Math.abs(value)))));
  }

  private static String text(BigDecimal value) {
    BigDecimal decimal = value.stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent > LEAST_PLAIN && exponent < MOST_PLAIN) {
      return decimal.toPlainString() + (decimal.scale() <= 0 ? ".0" : "");
    }
    String digits = decimal.unscaledValue().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
  }
}
