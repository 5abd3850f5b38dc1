package dev.rollcall.platform.web.limiting;

import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells callers how often they may go on. */
class RateLimitHeaders {

  private final MetLimits met;

  RateLimitHeaders(MetLimits met) {
    this.met = met;
  }

  @ServerResponseFilter
  public void add(ContainerResponseContext response) {
    met.headers().forEach(response.getHeaders()::putSingle);
  }
}
