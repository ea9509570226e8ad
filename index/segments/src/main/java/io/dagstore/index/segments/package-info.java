/**
 * An inverted index for one machine: immutable segments of cache-line buckets, read in place and
 * merged in tiers. {@link io.dagstore.index.segments.SegmentIndex} is the front door; nothing here
 * knows what a key was made of.
 */
package io.dagstore.index.segments;
