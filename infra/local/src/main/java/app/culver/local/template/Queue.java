package app.culver.local.template;

import java.util.Optional;

/** An SQS queue. Times are in seconds. */
public record Queue(String id, String name, String arn, boolean fifo, boolean contentBasedDeduplication,
    int visibilitySeconds, int delaySeconds, int retentionSeconds, int waitSeconds, Optional<Redrive> redrive) {

  /** Where messages go that were received too often; the target is named by its ARN. */
  public record Redrive(String targetArn, int maximumReceives) {}
}
