package io.dagstore.distribution.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagstore.core.files.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  @TempDir Path directory;

  @Test
  void aTokenAllowsWhatItWasMadeFor() throws Exception {
    var tokens = Tokens.open(directory);
    var some = EnumSet.of(Permission.READ, Permission.ADMIN);

    assertThat(tokens.verify(tokens.create(some))).isEqualTo(some);
    assertThat(tokens.verify(tokens.create(Set.of()))).isEmpty();
  }

  @Test
  void aTokenIsOneOfLotus() throws Exception {
    var tokens = Tokens.open(directory);

    var lotus = signed(HEADER, "{\"Allow\":[\"read\",\"write\",\"sign\",\"admin\"]}", "HmacSHA256");

    assertThat(tokens.verify(lotus)).isEqualTo(EnumSet.allOf(Permission.class));
  }

  @Test
  void filesAreForTheirOwnerAlone() throws Exception {
    Tokens.open(directory);

    for (var name : new String[] {"token", "token-secret"}) {
      var permissions = Files.getPosixFilePermissions(directory.resolve(name));
      assertThat(PosixFilePermissions.toString(permissions)).as(name).isEqualTo("rw-------");
    }
  }

  @Test
  void theNextStartKnowsTheTokensOfTheLast() throws Exception {
    var token = Tokens.open(directory).create(Set.of(Permission.READ));
    var left = TokenFile.read(directory).orElseThrow();

    var tokens = Tokens.open(directory);

    assertThat(tokens.verify(token)).containsExactly(Permission.READ);
    assertThat(tokens.verify(left)).isEqualTo(EnumSet.allOf(Permission.class));
    assertThat(TokenFile.read(directory)).hasValue(left);
  }

  @Test
  void aTokenOfAnotherNodeIsRefused(@TempDir Path other) throws Exception {
    var token = Tokens.open(other).create(Set.of(Permission.READ));

    assertRefused(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS384\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"typ\":\"JWT\"}",
        "{}"
      })
  void noOtherAlgorithmIsTaken(String header) throws Exception {
    Tokens.open(directory);

    assertRefused(signed(header, "{\"Allow\":[\"read\"]}", "HmacSHA256"));
    assertRefused(base64(header) + "." + base64("{\"Allow\":[\"read\"]}") + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "..", "a.b", "a.b.c.d.e", "Bearer x"})
  void whatIsNoTokenIsRefused(String text) throws Exception {
    assertRefused(text);
  }

  @Test
  void aChangedOrHugeTokenIsRefused() throws Exception {
    var token = Tokens.open(directory).create(Set.of(Permission.READ));
    var last = token.charAt(token.length() - 2) == 'A' ? 'B' : 'A';

    assertRefused(token.substring(0, token.length() - 2) + last + token.charAt(token.length() - 1));
    assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
    assertRefused("x".repeat(1 << 20));
    assertRefused(signed(HEADER, "{\"Allow\":[\"admin\"]}", "HmacSHA512"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"Allow\":\"admin\"}", "{\"Allow\":[7,\"root\"]}", "[]", "x"})
  void aPayloadWithoutKnownPermissionsAllowsNothing(String payload) throws Exception {
    var tokens = Tokens.open(directory);

    assertThat(tokens.verify(signed(HEADER, payload, "HmacSHA256"))).isEmpty();
  }

  @Test
  void aSecretThatOthersCanReadStopsTheStart() throws Exception {
    Tokens.open(directory);
    Files.setPosixFilePermissions(
        directory.resolve("token-secret"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> Tokens.open(directory))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("token-secret")
        .hasMessageContaining("rw-r--r--");
  }

  @Test
  void aSecretThatIsCutStopsTheStart() throws Exception {
    Tokens.open(directory);
    Files.write(directory.resolve("token-secret"), new byte[31]);

    assertThatThrownBy(() -> Tokens.open(directory)).isInstanceOf(CorruptDataException.class);
  }

  private void assertRefused(String token) throws Exception {
    var tokens = Tokens.open(directory);

    assertThatThrownBy(() -> tokens.verify(token))
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.UNAUTHORIZED));
  }

  private String signed(String header, String payload, String algorithm) throws Exception {
    var secret = Files.readAllBytes(directory.resolve("token-secret"));
    var mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(secret, algorithm));
    var text = base64(header) + "." + base64(payload);
    var signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
