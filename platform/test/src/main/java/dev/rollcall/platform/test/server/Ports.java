package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of the loopback address. */
public final class Ports {

  /** The address that every server listens on. */
  public static final String HOST = "127.0.0.1";

  private static final int CONNECT_MILLIS = 500;

  private Ports() {}

  /** A port that is free now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new ServerFailure("No free port on " + HOST, e);
    }
  }

  /** Whether somebody listens on that port. */
  public static boolean taken(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static void mustBeFree(int port, String server) {
    if (taken(port)) {
      throw new ServerFailure(
          "Port " + port + " for " + server + " is taken: stop what uses it, or choose another.");
    }
  }
}
