package dev.rollcall.platform.web.requests;

import dev.rollcall.platform.messaging.Causation;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives every request an id: the client's {@code X-Request-Id} where it is harmless, else a new
 * one. It goes back in the answer, into problem documents, into every log line ({@code requestId})
 * and, as the cause, into the events that it publishes.
 */
@ApplicationScoped
public class RequestIds {

  /** The header, in and out. */
  public static final String HEADER = "X-Request-Id";

  /** Log key of the request's id. */
  public static final String MDC_REQUEST = "requestId";

  /** Log key of the company that the request names. */
  public static final String MDC_COMPANY = "companyId";

  /** Log key of the caller's user id, or person id where no company is named. */
  public static final String MDC_USER = "userId";

  /** Before everything else that Quarkus or this suite registers. */
  private static final int FIRST = 1000;

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  void register(@Observes Filters filters) {
    filters.register(RequestIds::identify, FIRST);
  }

  /** The id of the running request; a new one outside of any. */
  public static String current() {
    Object id = MDC.get(MDC_REQUEST);
    return id == null ? UUID.randomUUID().toString() : id.toString();
  }

  private static void identify(RoutingContext context) {
    begin(context);
    context.next();
  }

  /** Gives the request its id; for what is answered before any filter. */
  public static void begin(RoutingContext context) {
    String given = context.request().getHeader(HEADER);
    String id =
        given != null && HARMLESS.matcher(given).matches() ? given : UUID.randomUUID().toString();
    MDC.put(MDC_REQUEST, id);
    Causation.set(id);
    context.response().putHeader(HEADER, id);
  }
}
