/**
 * The inverted index in a Chronicle Map: off the heap, in files that several processes of one host
 * map and read while one of them writes. {@link ChronicleIndices} opens it.
 */
package io.dagstore.index.chronicle;
