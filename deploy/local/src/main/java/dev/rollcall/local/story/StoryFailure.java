package dev.rollcall.local.story;

/** The story took a turn that it shouldn't; the message shows the call and what it answered. */
public final class StoryFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoryFailure(String message) {
    super(message);
  }
}
