/**
 * The {@code culver} command. Rules: it knows the client library's public interface alone; a command reads its
 * arguments, asks the library and hands what comes to a {@link app.culver.cli.View}, which is the only place that
 * decides how things look; whatever other people wrote reaches a terminal through {@link app.culver.cli.Printable};
 * answers go to standard output, everything else to standard error.
 */
package app.culver.cli;
