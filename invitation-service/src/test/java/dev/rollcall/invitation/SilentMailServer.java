package dev.rollcall.invitation;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A mail server that never greets as many clients as the service has connections, and greets those
 * that come after. It takes its time over the end of the data, though less than it may be silent.
 */
public class SilentMailServer extends PlayedMailServer {

  private static final int POOL = 4;

  private final CountDownLatch over = new CountDownLatch(1);

  public SilentMailServer() throws IOException {}

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = super.start();
    settings.put("rollcall.invitation.mail-timeout", "5s");
    settings.put("quarkus.mailer.max-pool-size", Integer.toString(POOL));
    return settings;
  }

  @Override
  public void stop() {
    over.countDown();
    super.stop();
  }

  @Override
  boolean greets(int client) {
    return client > POOL;
  }

  @Override
  String taken(String to) {
    try {
      over.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return super.taken(to);
  }
}
