package io.dagstore.distribution.rpc;

/**
 * Version of the program and of this protocol.
 *
 * @param version of the program
 * @param apiVersion 0x010000: 1.0.0
 */
record WireVersion(String version, @Wire("APIVersion") int apiVersion) {
  static final int API = 0x01_00_00;
}
