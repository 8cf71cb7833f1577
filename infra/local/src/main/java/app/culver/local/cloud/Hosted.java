package app.culver.local.cloud;

import app.culver.local.cloud.LocalCloud.Endpoints;
import app.culver.local.server.LoopbackServer;
import app.culver.local.site.Addresses;
import app.culver.local.site.Site;
import app.culver.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The web client on a port of its own. It is there before the template is read, since its origin is one of the parameters.
 *
 * @param address where it is opened, and what functions have to allow
 */
record Hosted(Site site, URI address) {

  static Hosted start(Path folder, int port, Closing closing) {
    var site = new Site(folder);
    return new Hosted(site, closing.keep(LoopbackServer.start("site", port, site)).uri());
  }

  /** The template's parameters with those that host a web client. */
  Map<String, String> parameters(Map<String, String> given) {
    var all = new HashMap<>(Map.of("HostWebClient", "true", "AllowedOrigins", address.toString()));
    all.putAll(given);
    return all;
  }

  /** Begins to answer. */
  void open(Template template, String settings, Endpoints endpoints) {
    var here = new HashMap<String, String>();
    template.httpApis().forEach(api -> here.put(onAws("https", api.apiId(), template), origin(endpoints.api())));
    template.socketApis()
        .forEach(api -> here.put(onAws("wss", api.apiId(), template), origin(endpoints.socket())));
    endpoints.buckets().ifPresent(buckets -> template.buckets()
        .forEach(bucket -> here.put("https://" + bucket.name() + ".s3." + template.deployment().region()
            + ".amazonaws.com", buckets.toString())));
    here.put("https://identitytoolkit.googleapis.com", "http://" + endpoints.firebase());
    site.open(template.sites().getFirst(), settings, new Addresses(here));
  }

  private static String onAws(String scheme, String api, Template template) {
    return scheme + "://" + api + ".execute-api." + template.deployment().region() + ".amazonaws.com";
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getAuthority();
  }
}
