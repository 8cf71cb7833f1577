package app.culver.local.template;

/** Where a template is deployed to: what its pseudo parameters stand for. */
public record Deployment(String stack, String region, String account) {

  /** The local cloud's own: stack {@code local}. */
  public static final Deployment LOCAL = new Deployment("local", "eu-central-1", "000000000000");

  /** The name CloudFormation would make up for a resource, without its random end. */
  public String nameOf(String logicalId) {
    return stack + "-" + logicalId;
  }

  /** An ARN in this account and region. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }
}
