package io.dagstore.distribution.rpc;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** Every method of a node by its name. */
final class MethodTable {
  private final Map<String, Method> methods = new LinkedHashMap<>();

  MethodTable(RpcNode node, ThreadFactory threads) {
    var bulk = new BulkInitialization(node.store(), node::ready, threads);
    var shards = new ShardMethods(node.store(), bulk);
    Stream.of(
            shards.asInLotus(),
            shards.ours(),
            new BlockMethods(node.store()).methods(),
            new PieceMethods(node.store()).methods(),
            new NodeMethods(node).methods())
        .flatMap(Collection::stream)
        .forEach(method -> methods.put(method.name(), method));
    var discover =
        Method.named(OpenRpc.METHOD, Permission.READ, "This document.")
            .gives(Map.class, _ -> OpenRpc.document(this));
    methods.put(discover.name(), discover);
    methods.put("Discover", discover);
  }

  Optional<Method> find(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  /** All of them, the alias of Lotus left out. */
  Collection<Method> all() {
    return methods.values().stream().distinct().toList();
  }
}
