package app.culver.local.template;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads distributions with their response headers policies.
 *
 * @param policies the template's {@code AWS::CloudFront::ResponseHeadersPolicy} by logical id
 */
record WebSiteReader(Names names, Map<String, Node> policies) {

  WebSite site(String id, Node node) {
    var config = node.child("DistributionConfig");
    var patterns = new LinkedHashMap<String, Map<String, String>>();
    config.list("CacheBehaviors").forEach(behaviour -> patterns.put(behaviour.text("PathPattern"), headers(behaviour)));
    return new WebSite(id, config.text("DefaultRootObject"), headers(config.child("DefaultCacheBehavior")),
        Map.copyOf(patterns));
  }

  private Map<String, String> headers(Node behaviour) {
    var policy = behaviour.text("ResponseHeadersPolicyId");
    if (!policies.containsKey(policy)) {
      throw behaviour.error("its response headers policy is not one of this template");
    }
    return headersOf(policies.get(policy).child("ResponseHeadersPolicyConfig"));
  }

  /**
   * All but Strict-Transport-Security, which browsers ignore where there is no TLS.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html">Response
   *     headers policies</a>
   */
  private static Map<String, String> headersOf(Node config) {
    var headers = new LinkedHashMap<String, String>();
    var security = config.child("SecurityHeadersConfig");
    security.child("ContentSecurityPolicy").optional("ContentSecurityPolicy")
        .ifPresent(policy -> headers.put("content-security-policy", policy));
    security.child("ReferrerPolicy").optional("ReferrerPolicy")
        .ifPresent(policy -> headers.put("referrer-policy", policy));
    security.child("FrameOptions").optional("FrameOption").ifPresent(option -> headers.put("x-frame-options", option));
    if (security.has("ContentTypeOptions")) {
      headers.put("x-content-type-options", "nosniff");
    }
    config.child("CustomHeadersConfig").list("Items")
        .forEach(item -> headers.put(item.text("Header").toLowerCase(Locale.ROOT), item.text("Value")));
    return Map.copyOf(headers);
  }
}
