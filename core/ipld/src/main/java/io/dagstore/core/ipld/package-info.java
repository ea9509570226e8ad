/**
 * Content-addressed data: varints, multihashes, CIDs, blocks and the DAG-CBOR, DAG-JSON and DAG-PB
 * codecs. Pure functions over bytes; knows no file and no network.
 */
package io.dagstore.core.ipld;
