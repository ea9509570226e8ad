package io.dagstore.distribution.rpc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.dagstore.core.files.AtomicFile;
import io.dagstore.core.files.CorruptDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes and checks the tokens of one node: JSON Web Tokens as Lotus has them, HS256 over <code>
 * {"Allow": ["read", …]}</code>. Thread-safe.
 */
public final class Tokens {
  private static final String SECRET = "token-secret";
  private static final String ALLOW = "Allow";
  private static final int SECRET_BYTES = 32;
  private static final int MAX_TOKEN = 4096;

  private final byte[] secret;

  private Tokens(byte[] secret) {
    this.secret = secret;
  }

  /**
   * The tokens of the node in this directory. The secret and the file {@code token} are made where
   * they are missing, readable by their owner alone.
   *
   * @throws CorruptDataException if the secret is not one of ours
   * @throws FileSystemException if others than its owner can reach the secret
   */
  public static Tokens open(Path directory) throws IOException {
    var file = directory.resolve(SECRET);
    if (Files.notExists(file)) {
      AtomicFile.writeSecret(file, newSecret());
    }
    var tokens = new Tokens(read(file));
    tokens.leave(TokenFile.in(directory));
    return tokens;
  }

  /**
   * The tokens of the node that has this directory, in which nothing is written. Where it has made
   * none yet, no token is one of them.
   *
   * @throws CorruptDataException if the secret is not one of ours
   * @throws FileSystemException if others than its owner can reach the secret
   */
  public static Tokens borrow(Path directory) throws IOException {
    var file = directory.resolve(SECRET);
    return new Tokens(Files.notExists(file) ? newSecret() : read(file));
  }

  private static byte[] newSecret() {
    var random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return random;
  }

  private static byte[] read(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      var permissions = PosixFilePermissions.toString(view.readAttributes().permissions());
      if (!permissions.endsWith("------")) {
        throw new FileSystemException(
            file.toString(), null, "expected permissions rw-------, got " + permissions);
      }
    }
    if (Files.size(file) != SECRET_BYTES) {
      throw new CorruptDataException(
          file.toString(), -1, "secret", SECRET_BYTES + " bytes", Files.size(file) + " bytes");
    }
    return Files.readAllBytes(file);
  }

  private void leave(Path file) throws IOException {
    var token = create(EnumSet.allOf(Permission.class)).getBytes(StandardCharsets.US_ASCII);
    if (Files.notExists(file) || !java.util.Arrays.equals(token, Files.readAllBytes(file))) {
      AtomicFile.writeSecret(file, token);
    }
  }

  /** A new token that allows this. It does not expire. */
  public String create(Set<Permission> allowed) {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    var names = allowed.stream().sorted().map(Permission::text).toList();
    var token = new JWSObject(header, new Payload(Map.of(ALLOW, (Object) names)));
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
    return token.serialize();
  }

  /**
   * What the token allows; names of permissions that we do not have are passed over.
   *
   * @throws RpcException of kind {@link RpcException.Kind#UNAUTHORIZED} if it is not one of ours
   */
  public Set<Permission> verify(String token) {
    if (token.length() > MAX_TOKEN) {
      throw refusal("expected at most " + MAX_TOKEN + " characters, got more");
    }
    try {
      var read = JWSObject.parse(token);
      if (!JWSAlgorithm.HS256.equals(read.getHeader().getAlgorithm())) {
        throw refusal("expected algorithm HS256, got " + read.getHeader().getAlgorithm());
      }
      if (!read.verify(new MACVerifier(secret))) {
        throw refusal("expected one of this node, got another");
      }
      return allowed(read.getPayload());
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw refusal("expected a JSON Web Token, got another text");
    }
  }

  private static Set<Permission> allowed(Payload payload) {
    var allowed = EnumSet.noneOf(Permission.class);
    var claims = payload.toJSONObject();
    if (claims != null && claims.get(ALLOW) instanceof List<?> names) {
      names.forEach(name -> Permission.of(String.valueOf(name)).ifPresent(allowed::add));
    }
    return allowed;
  }

  private static RpcException refusal(String message) {
    return new RpcException(RpcException.Kind.UNAUTHORIZED, "token: " + message);
  }
}
