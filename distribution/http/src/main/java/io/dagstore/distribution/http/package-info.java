/**
 * The one HTTP server of a node, {@link io.dagstore.distribution.http.HttpServer}: HTTP/1.1, HTTP/2
 * without TLS and WebSocket on one port. It knows who may speak to it and how much, not what is
 * said.
 */
package io.dagstore.distribution.http;
