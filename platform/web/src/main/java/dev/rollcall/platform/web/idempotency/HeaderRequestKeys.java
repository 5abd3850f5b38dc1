package dev.rollcall.platform.web.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import dev.rollcall.platform.web.problem.RefusalException;
import dev.rollcall.platform.web.resources.CurrentRoute;
import dev.rollcall.platform.web.signing.Signatures;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@link RequestKeys} from the headers of the running Vert.x request. */
@ApplicationScoped
class HeaderRequestKeys implements RequestKeys {

  private static final String HEADER = "Idempotency-Key";
  private static final String PURPOSE = "idempotency";
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final CurrentVertxRequest request;
  private final CurrentRoute route;
  private final Signatures signatures;
  private final ObjectMapper canonical;

  HeaderRequestKeys(
      CurrentVertxRequest request, CurrentRoute route, Signatures signatures, ObjectMapper json) {
    this.request = request;
    this.route = route;
    this.signatures = signatures;
    this.canonical = canonical(json);
  }

  @Override
  public @Nullable RequestKey of(Caller caller, Object body) {
    return of(caller.company(), caller.personId(), body);
  }

  @Override
  public @Nullable RequestKey of(UUID personId, Object body) {
    return of(CompanyTransaction.NO_COMPANY, personId, body);
  }

  private @Nullable RequestKey of(UUID company, UUID person, Object body) {
    HttpServerRequest running = request.getCurrent().request();
    String key = running.getHeader(HEADER);
    if (key == null) {
      return null;
    }
    if (!VISIBLE.matcher(key).matches()) {
      throw new RefusalException(
          Refusal.invalid("/" + HEADER, "must be 1 to 255 visible ASCII characters"));
    }
    return new RequestKey(company, person, route.get().name(), key, hash(body));
  }

  /** Keyed, so that the stored hash of a short body can't be found by trying bodies. */
  private String hash(Object body) {
    try {
      return HexFormat.of().formatHex(signatures.sign(PURPOSE, canonical.writeValueAsString(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request record that can't be written", e);
    }
  }

  private static ObjectMapper canonical(ObjectMapper json) {
    ObjectMapper sorted = json.copy();
    sorted.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    sorted.setConfig(
        sorted.getSerializationConfig().with(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY));
    return sorted;
  }
}
