package app.culver.client.profile;

import app.culver.client.loop.Loop;
import app.culver.client.socket.Dialer;
import app.culver.client.transport.Http;
import java.security.SecureRandom;

/** What a profile has of the world: time and a thread, chance, the network. Tests put others in their place. */
public record Environment(Loop loop, SecureRandom random, Http http, Dialer dialer) {}
