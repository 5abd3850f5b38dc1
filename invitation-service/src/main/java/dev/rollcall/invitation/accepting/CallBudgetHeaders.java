package dev.rollcall.invitation.accepting;

import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells callers without sign-in how often they may go on using their link. */
class CallBudgetHeaders {

  private final CallBudget budget;

  CallBudgetHeaders(CallBudget budget) {
    this.budget = budget;
  }

  @ServerResponseFilter
  public void add(ContainerResponseContext response) {
    budget.headers().forEach(response.getHeaders()::putSingle);
  }
}
