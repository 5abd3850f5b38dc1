package dev.rollcall.platform.web.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.web.requests.RequestIds;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Writes problem documents, inside a resource call and outside of any. */
@ApplicationScoped
public class ProblemWriter {

  private static final MediaType TYPE = MediaType.valueOf(Problem.MEDIA_TYPE);

  private final ObjectMapper json;

  ProblemWriter(ObjectMapper json) {
    this.json = json;
  }

  /** The answer to a call that reached JAX-RS. */
  public Response response(Problem problem) {
    var response = Response.status(problem.status()).type(TYPE).entity(bytes(problem));
    problem.headers().forEach(response::header);
    return response.build();
  }

  /** Answers a request that no resource has seen. */
  public void write(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    problem.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(bytes(problem)));
  }

  private byte[] bytes(Problem problem) {
    try {
      return json.writeValueAsBytes(problem.document(RequestIds.current()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem document that can't be written", e);
    }
  }
}
