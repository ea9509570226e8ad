/**
 * A node by JSON-RPC, both ends: {@link io.dagstore.distribution.rpc.RpcEndpoint} answers for a
 * node, {@link io.dagstore.distribution.rpc.RemoteNode} asks one. Nothing here opens a server
 * socket.
 */
package io.dagstore.distribution.rpc;
