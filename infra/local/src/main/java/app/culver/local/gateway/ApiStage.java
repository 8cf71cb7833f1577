package app.culver.local.gateway;

/** A deployed stage of an API, and where it is deployed. */
public record ApiStage(String api, String name, String region, String account) {

  /** The ARN of a route of this stage, as authorizers and policies name it. */
  public String arn(String route) {
    return "arn:aws:execute-api:" + region + ":" + account + ":" + api + "/" + name + "/" + route;
  }
}
