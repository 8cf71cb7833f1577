package app.culver.cli;

import app.culver.client.CulverException;
import app.culver.client.Problem;
import java.util.Optional;

/** Chooses a handle when someone signs in for the first time; a bad choice does not undo the sign-in. */
record HandleChoice(Session session, Console console) {

  /** @param asks whether to ask if none is given, and again if it is taken or malformed */
  void choose(Optional<String> given, boolean asks) {
    var handle = given.or(() -> asks ? asked() : Optional.empty());
    while (handle.isPresent()) {
      try {
        session.client().setHandle(handle.get());
        return;
      } catch (CulverException.Refused refused) {
        if (!asks || !(refused.problem() instanceof Problem.HandleTaken)) {
          throw refused;
        }
        console.err().println("This handle belongs to someone else.");
      } catch (CulverException.NotPossible malformed) {
        if (!asks) {
          throw malformed;
        }
        console.err().println(malformed.getMessage());
      }
      handle = asked();
    }
  }

  private Optional<String> asked() {
    var answer = console.ask("A handle that anybody can find you by (Enter for none):", "--handle");
    return Optional.of(answer).filter(text -> !text.isEmpty());
  }
}
