/**
 * The inverted index of one machine. {@link io.dagstore.index.segments.SegmentIndex} keeps changes
 * in memory, writes them as immutable segments, names the segments that count in a manifest that is
 * replaced as a whole, and merges segments in the background so that a lookup meets few.
 */
package io.dagstore.index.segments;
