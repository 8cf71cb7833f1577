package app.culver.client.profile;

import app.culver.client.loop.Loop;
import app.culver.client.socket.Dialer;
import app.culver.client.transport.Http;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * What a profile has of the world: time and a thread, chance, the network, a folder. Tests put others in their place.
 *
 * @param files where encrypted files wait to be uploaded
 */
public record Environment(Loop loop, SecureRandom random, Http http, Dialer dialer, Path files) {}
