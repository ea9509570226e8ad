package io.dagstore.distribution.rpc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The OpenRPC document, made from the table of methods. */
final class OpenRpc {
  static final String METHOD = "rpc.discover";

  private OpenRpc() {}

  static Map<String, Object> document(MethodTable table) {
    var schemas = new Schemas();
    var methods = table.all().stream().map(method -> method(method, schemas)).toList();
    var document = new LinkedHashMap<String, Object>();
    document.put("openrpc", "1.3.2");
    document.put(
        "info",
        Map.of(
            "title", "Dagstore",
            "version", "1.0.0",
            "description", "Names may carry Lotus' prefix \"Filecoin.\"."));
    document.put("methods", methods);
    document.put("components", Map.of("schemas", schemas.named()));
    return document;
  }

  private static Map<String, Object> method(Method method, Schemas schemas) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", method.name());
    entry.put("summary", method.summary());
    entry.put("paramStructure", "by-position");
    entry.put("params", method.params().stream().map(p -> param(p, schemas)).toList());
    var value = method.channel() ? "values of the channel" : "result";
    entry.put("result", Map.of("name", value, "schema", schemas.of(method.result())));
    entry.put("errors", errors(method));
    entry.put("x-permission", method.permission().text());
    entry.put("x-channel", method.channel());
    return entry;
  }

  private static Map<String, Object> param(Method.Param param, Schemas schemas) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", param.name());
    entry.put("required", true);
    entry.put("schema", schemas.of(param.type()));
    return entry;
  }

  private static List<Map<String, Object>> errors(Method method) {
    return Arrays.stream(RpcException.Kind.values())
        .filter(kind -> kind == RpcException.Kind.MISSING_PERMISSION)
        .map(kind -> {
          var error = new LinkedHashMap<String, Object>();
          error.put("code", kind.code());
          error.put(
              "message",
              "missing permission to invoke '%s' (need '%s')"
                  .formatted(method.name(), method.permission().text()));
          return (Map<String, Object>) error;
        })
        .toList();
  }
}
