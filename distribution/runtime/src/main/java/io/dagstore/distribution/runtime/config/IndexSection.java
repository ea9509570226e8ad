package io.dagstore.distribution.runtime.config;

/**
 * The indices.
 *
 * @param inverted {@code segments}, {@code chronicle} or the name of one that a plug-in brings
 */
public record IndexSection(String inverted) {
  static IndexSection of(Section in) {
    return new IndexSection(
        in.text(
            "inverted",
            "The index over all shards: `segments`, `chronicle` (for several processes of one host),"
                + " or the name of one that a plug-in brings.",
            Section.NAME,
            "segments",
            Section::isName));
  }
}
