package dev.rollcall.local.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the decoder of a connection and Vert.x, which answers an unknown version of HTTP
 * without a document, and a body that breaks its own framing not at all.
 */
final class BrokenFraming extends ChannelInboundHandlerAdapter {

  private static final Set<HttpVersion> KNOWN = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

  private @Nullable Runnable onBrokenBody;

  private BrokenFraming() {}

  /** Watches a connection from its first request on. */
  static void watch(HttpConnection connection) {
    ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
    vertx
        .pipeline()
        .addBefore(vertx.name(), BrokenFraming.class.getSimpleName(), new BrokenFraming());
  }

  /** What happens when the body that is being read can't be; until the next call of this. */
  static void onBrokenBody(HttpConnection connection, Runnable broken) {
    ((ConnectionBase) connection)
            .channelHandlerContext()
            .pipeline()
            .get(BrokenFraming.class)
            .onBrokenBody =
        broken;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && !KNOWN.contains(request.protocolVersion())) {
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("unknown version of HTTP")));
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
    } else if (isBrokenBody(message) && onBrokenBody != null) {
      ReferenceCountUtil.release(message);
      onBrokenBody.run();
      onBrokenBody = null;
      return;
    }
    context.fireChannelRead(message);
  }

  private static boolean isBrokenBody(Object message) {
    return message instanceof HttpContent content
        && !(message instanceof HttpRequest)
        && content.decoderResult().isFailure();
  }
}
