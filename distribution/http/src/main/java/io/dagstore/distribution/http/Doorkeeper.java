package io.dagstore.distribution.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Turns away web pages of others. A page whose name was made to point at this machine says so in
 * {@code Host}: only plain addresses, {@code localhost} and configured names pass. A page of
 * another origin says so in {@code Origin}: only the server's own and configured ones pass.
 */
final class Doorkeeper extends Handler.Wrapper {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]|localhost");

  private final Set<String> hosts;
  private final Set<String> origins;

  Doorkeeper(HttpConfig config, Handler next) {
    super(next);
    this.hosts = config.hosts();
    this.origins = config.origins();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (!knows(request) || !welcomes(request, origin)) {
      Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
      return true;
    }
    if (origin != null && origins.contains(origin)) {
      response.getHeaders().put("Access-Control-Allow-Origin", origin);
      response.getHeaders().put(HttpHeader.VARY, "Origin");
      if (request.getMethod().equals("OPTIONS")) {
        response.getHeaders().put("Access-Control-Allow-Methods", "POST");
        response.getHeaders().put("Access-Control-Allow-Headers", "authorization, content-type");
        response.setStatus(HttpStatus.NO_CONTENT_204);
        callback.succeeded();
        return true;
      }
    }
    return super.handle(request, response, callback);
  }

  private boolean knows(Request request) {
    var header = request.getHeaders().get(HttpHeader.HOST);
    return knows(request.getHttpURI().getHost()) && (header == null || knows(bare(header)));
  }

  private boolean knows(@Nullable String host) {
    if (host == null) {
      return false;
    }
    var name = host.toLowerCase(Locale.ROOT);
    return ADDRESS.matcher(name).matches() || hosts.contains(name);
  }

  private static String bare(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  private boolean welcomes(Request request, @Nullable String origin) {
    var own = request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
    return origin == null || origin.equalsIgnoreCase(own) || origins.contains(origin);
  }
}
