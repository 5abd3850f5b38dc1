package dev.rollcall.local.stack;

import java.time.Duration;

/** Hears how the parts come up; called from several threads. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void starting(String part) {}

        @Override
        public void ready(String part, Duration took) {}

        @Override
        public void failed(String part, Duration took) {}
      };

  void starting(String part);

  /** The part answers; {@code took} counts from when what it needs was there. */
  void ready(String part, Duration took);

  void failed(String part, Duration took);
}
