package dev.rollcall.platform.web.requests;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.problem.RefusalException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** A body of nothing but blanks or {@code null} is no body; resources never get a null record. */
@Provider
public class BodyReader implements ReaderInterceptor {

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Object body = context.proceed();
    if (body == null) {
      throw new RefusalException(
          Refusal.of(
              Refusal.Kind.MALFORMED,
              "MALFORMED_REQUEST",
              "The request needs a JSON body and has none."));
    }
    return body;
  }
}
