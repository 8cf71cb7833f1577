package app.culver.local.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function.
 *
 * @param id its logical id
 * @param name its physical name
 * @param code the built zip, which need not exist yet
 * @param handler {@code package.Class} or {@code package.Class::method}
 * @param timeoutSeconds how long an invocation may take
 * @param memoryMegabytes what it is sized for; the local cloud only tells it
 * @param environment its variables, all evaluated
 * @param snapStart whether its hooks run around a snapshot
 * @param sources what feeds it besides the APIs
 */
public record Function(String id, String name, Path code, String handler, String runtime, int timeoutSeconds,
    int memoryMegabytes, Map<String, String> environment, boolean snapStart, List<EventSource> sources) {}
