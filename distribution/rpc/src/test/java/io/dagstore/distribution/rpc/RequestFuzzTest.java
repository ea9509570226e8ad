package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

final class RequestFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void anyTextIsARequestOrRefused(byte[] text) {
    try {
      var request = Request.of(new JsonText(1 << 16, 1000).read(text));
      var again = Messages.request(1, request.method(), request.params());

      assertThat(Request.of(new JsonText(1 << 22, 10_000).read(JsonText.write(again))).params())
          .isEqualTo(request.params());
    } catch (RpcException e) {
      assertThat(e.kind())
          .isIn(
              RpcException.Kind.PARSE_ERROR,
              RpcException.Kind.INVALID_REQUEST,
              RpcException.Kind.INVALID_PARAMS);
    }
  }
}
