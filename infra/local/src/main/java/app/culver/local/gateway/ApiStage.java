package app.culver.local.gateway;

import app.culver.local.template.Deployment;

/** A deployed stage of an API, and where it is deployed. */
public record ApiStage(String api, String name, String region, String account) {

  public static ApiStage of(String api, String name, Deployment deployment) {
    return new ApiStage(api, name, deployment.region(), deployment.account());
  }

  /** The ARN of a route of this stage, as authorizers and policies name it. */
  public String arn(String route) {
    return "arn:aws:execute-api:" + region + ":" + account + ":" + api + "/" + name + "/" + route;
  }
}
