package io.dagstore.distribution.rpc;

import java.io.Serial;

/** The other side said no, in a way that is about the call and not about the store. */
public final class RpcException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** Kinds of refusal, with their JSON-RPC codes. */
  public enum Kind {
    /** The text is no JSON, or passes a limit. */
    PARSE_ERROR(-32700),
    /** The JSON is no request. */
    INVALID_REQUEST(-32600),
    /** No method has this name. */
    UNKNOWN_METHOD(-32601),
    /** Number or form of the parameters. */
    INVALID_PARAMS(-32602),
    /** Our own bug; the node's log has it. */
    INTERNAL(-32603),
    /** Too much runs already, or the node is about to stop. */
    OVERLOADED(-32000),
    /** The call, or what waited for a reader, took longer than it may; its work may go on. */
    TIMED_OUT(-32001),
    /** The caller took the call back. */
    CANCELLED(-32002),
    /** The answer is larger than may be sent in one message. */
    TOO_LARGE(-32003),
    /** The token is none of the node's. */
    UNAUTHORIZED(1),
    /** The token does not allow the method. */
    MISSING_PERMISSION(1),
    /** The method's own no. */
    REFUSED(1);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Code as in JSON-RPC 2.0: negative for the protocol, 1 for the application. */
    public int code() {
      return code;
    }
  }

  private final Kind kind;

  /** A refusal of this kind. */
  public RpcException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What kind of refusal. */
  public Kind kind() {
    return kind;
  }
}
