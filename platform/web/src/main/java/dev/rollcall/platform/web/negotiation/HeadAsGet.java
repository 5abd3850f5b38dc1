package dev.rollcall.platform.web.negotiation;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * HEAD runs the method of GET to its end, so that its answer has the same headers (RFC 9110
 * §9.3.2); the HTTP server leaves the body out. RESTEasy's own HEAD leaves out what only writing
 * the body would tell, as its media type.
 */
public class HeadAsGet {

  @ServerRequestFilter(preMatching = true)
  public void rename(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      request.setMethod(HttpMethod.GET);
    }
  }
}
