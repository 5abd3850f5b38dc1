package dev.rollcall.platform.web.access;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.AccessRule.Member;
import dev.rollcall.platform.web.json.Scalars;
import dev.rollcall.platform.web.problem.HttpProblems;
import dev.rollcall.platform.web.problem.ProblemWriter;
import dev.rollcall.platform.web.problem.RefusalException;
import dev.rollcall.platform.web.requests.RequestIds;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * The access check of every resource method, before its body is read (ARCHITECTURE.md, Access). The
 * token says who; the membership says what. Everything goes on on the request's own context.
 */
@ApplicationScoped
public class AccessFilter {

  /** The realm role of the suite's own services. */
  static final String SERVICE_ROLE = "rollcall-service";

  private static final String COMPANY_PARAMETER = "companyId";

  private final CurrentIdentityAssociation association;
  private final CurrentCaller current;
  private final MembershipSource memberships;
  private final ProblemWriter problems;
  private final Map<Method, AccessRule> rules = new ConcurrentHashMap<>();

  AccessFilter(
      CurrentIdentityAssociation association,
      CurrentCaller current,
      MembershipSource memberships,
      ProblemWriter problems) {
    this.association = association;
    this.current = current;
    this.memberships = memberships;
    this.problems = problems;
  }

  /** Answers nothing where the call may go on, else its problem. */
  @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
  public Uni<@Nullable Response> check(ContainerRequestContext request, ResourceInfo resource) {
    AccessRule rule = rules.computeIfAbsent(resource.getResourceMethod(), AccessRule::of);
    return association.getDeferredIdentity().chain(identity -> check(rule, identity, request));
  }

  private Uni<@Nullable Response> check(
      AccessRule rule, SecurityIdentity identity, ContainerRequestContext request) {
    // From here on the identity can be injected without blocking.
    association.setIdentity(identity);
    return switch (rule) {
      case AccessRule.Anybody anybody -> goOn();
      case AccessRule.AnyPerson person -> checkPerson(identity);
      case AccessRule.Service service -> checkService(service, identity);
      case Member member -> checkMember(member, identity, request);
    };
  }

  private Uni<@Nullable Response> checkPerson(SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return notSignedIn();
    }
    Optional<UUID> person = personOf(identity);
    if (person.isEmpty() || identity.hasRole(SERVICE_ROLE)) {
      return forbidden();
    }
    MDC.put(RequestIds.MDC_USER, person.get().toString());
    return goOn();
  }

  private Uni<@Nullable Response> checkService(AccessRule.Service rule, SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return notSignedIn();
    }
    return identity.hasRole(SERVICE_ROLE) && rule.admits(clientOf(identity)) ? goOn() : forbidden();
  }

  private Uni<@Nullable Response> checkMember(
      Member rule, SecurityIdentity identity, ContainerRequestContext request) {
    if (identity.isAnonymous()) {
      return notSignedIn();
    }
    Optional<UUID> company = companyOf(request);
    Optional<UUID> person = personOf(identity);
    if (company.isEmpty() || person.isEmpty()) {
      return notFound();
    }
    MDC.put(RequestIds.MDC_COMPANY, company.get().toString());
    return memberships.find(person.get(), company.get()).chain(found -> admit(rule, found));
  }

  private Uni<@Nullable Response> admit(Member rule, Optional<Membership> found) {
    if (found.isEmpty() || !found.get().active()) {
      return notFound();
    }
    Membership membership = found.get();
    MDC.put(RequestIds.MDC_USER, membership.userId().toString());
    if (!rule.permissions().isEmpty()
        && rule.permissions().stream().noneMatch(membership.grants()::containsKey)) {
      return forbidden();
    }
    current.set(new Caller(membership, RequestIds.current()));
    return goOn();
  }

  private static Optional<UUID> companyOf(ContainerRequestContext request) {
    String company = request.getUriInfo().getPathParameters().getFirst(COMPANY_PARAMETER);
    return company == null ? Optional.empty() : Scalars.uuid(company);
  }

  private static Optional<UUID> personOf(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
        ? Scalars.uuid(token.getSubject())
        : Optional.empty();
  }

  /** The client that the token was given to; empty where it doesn't say. */
  private static String clientOf(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token
            && token.getClaim(Claims.azp.name()) instanceof String client
        ? client
        : "";
  }

  private static Uni<@Nullable Response> goOn() {
    return Uni.createFrom().nullItem();
  }

  private static Uni<@Nullable Response> notFound() {
    return Uni.createFrom().failure(new RefusalException(Refusal.notFound()));
  }

  private Uni<@Nullable Response> notSignedIn() {
    return Uni.createFrom().item(problems.response(HttpProblems.NOT_SIGNED_IN));
  }

  private Uni<@Nullable Response> forbidden() {
    return Uni.createFrom().item(problems.response(HttpProblems.FORBIDDEN));
  }
}
