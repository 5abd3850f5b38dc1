package dev.rollcall.platform.web.negotiation;

import dev.rollcall.platform.web.problem.HttpProblems;
import dev.rollcall.platform.web.problem.Problem;
import dev.rollcall.platform.web.requests.EarlyAnswers;
import dev.rollcall.platform.web.resources.CurrentRoute;
import dev.rollcall.platform.web.resources.ResourceMethods;
import dev.rollcall.platform.web.resources.ResourceMethods.ResourceMethod;
import dev.rollcall.platform.web.resources.Route;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides, before anything is done and before anybody is asked who they are, which resource method
 * a request means, whether its body can be read and what its answer is made of (API.md,
 * Conventions): 405, 415 and 406. What it has decided stands in the request's headers from here on,
 * so nothing below decides it again.
 */
@ApplicationScoped
public class Negotiation {

  /** After the body's limit, which says whether there is a body, before authentication. */
  private static final int EARLY = 850;

  private static final String NO_CONTENT = "";

  private final ResourceMethods resources;
  private final EarlyAnswers answers;

  Negotiation(ResourceMethods resources, EarlyAnswers answers) {
    this.resources = resources;
    this.answers = answers;
  }

  void register(@Observes Filters filters) {
    filters.register(this::negotiate, EARLY);
  }

  private void negotiate(RoutingContext context) {
    HttpServerRequest request = context.request();
    // As RESTEasy will match it: without dot segments, double slashes and needless escapes.
    String path = context.normalizedPath();
    List<String> verbs = resources.verbs(path);
    if (verbs.isEmpty()) {
      // Not ours: below /q, or nowhere.
      context.next();
      return;
    }
    Optional<Route> route = resources.find(verb(request), path);
    if (route.isPresent() && !route.get().isPossible()) {
      answers.refuse(context, HttpProblems.NOT_FOUND, route.get().resource().path());
    } else if (route.isPresent()) {
      negotiate(context, route.get());
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      context.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, allow(verbs)).end();
    } else {
      answers.refuse(
          context,
          HttpProblems.METHOD_NOT_ALLOWED.withHeader("Allow", allow(verbs)),
          resources.find(verbs.getFirst(), path).orElseThrow().resource().path());
    }
  }

  private void negotiate(RoutingContext context, Route route) {
    HttpServerRequest request = context.request();
    ResourceMethod resource = route.resource();
    Optional<String> content =
        hasContent(context)
            ? Content.readAs(request.getHeader(HttpHeaders.CONTENT_TYPE), resource.consumes())
            : Optional.of(NO_CONTENT);
    Optional<String> answer =
        Accepted.of(request.getHeader(HttpHeaders.ACCEPT)).best(resource.produces());
    if (content.isEmpty()) {
      answers.refuse(context, unsupported(resource), resource.path());
    } else if (answer.isEmpty()) {
      answers.refuse(context, HttpProblems.NOT_ACCEPTABLE, resource.path());
    } else {
      decided(request, content.get(), answer.get());
      CurrentRoute.set(context, route);
      context.next();
    }
  }

  private static void decided(HttpServerRequest request, String content, String answer) {
    if (content.equals(NO_CONTENT)) {
      request.headers().remove(HttpHeaders.CONTENT_TYPE);
    } else {
      request.headers().set(HttpHeaders.CONTENT_TYPE, content);
    }
    request.headers().set(HttpHeaders.ACCEPT, answer);
  }

  /** HEAD is GET without the body (RFC 9110 §9.3.2). */
  private static String verb(HttpServerRequest request) {
    return request.method().equals(HttpMethod.HEAD) ? "GET" : request.method().name();
  }

  private static String allow(List<String> verbs) {
    var all = new TreeSet<>(verbs);
    if (all.contains("GET")) {
      all.add("HEAD");
    }
    all.add("OPTIONS");
    return String.join(", ", all);
  }

  private static boolean hasContent(RoutingContext context) {
    Buffer collected = context.body().buffer();
    if (collected != null) {
      return collected.length() > 0;
    }
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && !length.equals("0");
  }

  /** 415 says what would be read (RFC 9110 §15.5.16). */
  private static Problem unsupported(ResourceMethod resource) {
    return HttpProblems.UNSUPPORTED_MEDIA_TYPE.withHeader(
        "Accept", String.join(", ", resource.consumes()));
  }
}
