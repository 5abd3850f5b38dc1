package dev.rollcall.local.dlq;

/** Why a command couldn't be done, and what to do about it, in words for the person who asked. */
public final class DlqFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DlqFailure(String message) {
    super(message);
  }

  DlqFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
