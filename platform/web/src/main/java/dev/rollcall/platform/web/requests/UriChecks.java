package dev.rollcall.platform.web.requests;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Leaves unreadable URIs to {@link RequestSyntax}: Quarkus would answer them before anything of
 * ours, without a problem document, unless this property is there before its HTTP server. The
 * configuration is what comes first of all.
 */
@StaticInitSafe
public class UriChecks implements SmallRyeConfigBuilderCustomizer {

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    System.setProperty("vertx.disableURIValidation", "true");
  }
}
