package dev.rollcall.invitation.batching;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.web.access.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Shows what a batch would do; writes nothing (INV-12). */
@ApplicationScoped
public class PreviewBatch {

  private final ClassifyBatch classifyBatch;

  PreviewBatch(ClassifyBatch classifyBatch) {
    this.classifyBatch = classifyBatch;
  }

  /** Every row with its class, in the order of the batch. */
  public Uni<Outcome<PreviewView>> preview(Caller caller, BatchRequest request) {
    return classifyBatch
        .within(caller, request, rows -> classifyBatch.classify(caller, request, rows))
        .map(classified -> classified.map(PreviewView::of));
  }
}
