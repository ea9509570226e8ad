/**
 * Reads the entries of a LevelDB database whose keys begin with a prefix, without changing anything
 * in its folder and without room for the rest. The front door is {@link
 * io.dagstore.distribution.gostore.leveldb.LevelDb}. It follows LevelDB's file formats as goleveldb
 * writes them; it knows nothing of dagstores.
 */
package io.dagstore.distribution.gostore.leveldb;
