package app.culver.client.history;

import app.culver.client.Content;
import app.culver.client.Reference;
import java.util.Optional;

/**
 * What lines do to others (see {@code contract/README.md}, "Content"). A log is applied in its order, so the last one decides
 * that comes; only a deletion decides over whatever comes after it.
 */
final class Amending {
  private final Update update;
  private final Reactions reactions;

  Amending(Update update, Reactions reactions) {
    this.update = update;
    this.reactions = reactions;
  }

  /** @return whether the line says something that stands: what is done to nothing, or to others' messages, does not */
  boolean admits(Line line) {
    var content = line.content();
    if (content instanceof Content.Titled titled) {
      // The same title again is for those who have not seen it yet.
      return update.titled(titled, line.seq().orElse(0));
    }
    if (content instanceof Content.Reacted reacted) {
      return target(reacted.to()).map(target -> react(target, line, reacted)).isPresent();
    }
    if (content instanceof Content.Edited edited) {
      return own(line, edited.to()).map(target -> replace(target, edited(target.content(), edited.text())))
          .isPresent();
    }
    if (content instanceof Content.Deleted deleted) {
      return own(line, deleted.to()).map(target -> remove(target, new Content.Removed())).isPresent();
    }
    if (content instanceof Content.LifetimeSet set) {
      return decides(line) && decide(set, line.seq().orElse(0));
    }
    return !content.isSilent();
  }

  void vanish(Line line) {
    remove(line, new Content.Vanished());
  }

  private Optional<Line> target(Reference to) {
    return update.message(to.device(), to.id())
        .filter(line -> line.content() instanceof Content.Text || line.content() instanceof Content.Media);
  }

  private Optional<Line> own(Line line, Reference to) {
    return target(to).filter(target -> target.sender().equals(line.sender()));
  }

  private Line react(Line target, Line line, Content.Reacted reacted) {
    reactions.put(target, line.sender(), reacted.emoji(), update.batch());
    return replace(target, target.content());
  }

  private Line replace(Line target, Content content) {
    var replaced = target.withContent(content);
    update.replace(replaced);
    return replaced;
  }

  private static Content edited(Content content, String text) {
    return content instanceof Content.Media media
        ? new Content.Media(media.files(), text, media.reply(), media.lifetime(), true)
        : new Content.Text(text, ((Content.Text) content).reply(), ((Content.Text) content).lifetime(), true);
  }

  /** What was done to a message goes with it. */
  private Line remove(Line target, Content instead) {
    reactions.forget(target, update.batch());
    Lifetimes.forget(target, update.batch());
    update.behind(target.order()).stream().filter(line -> isAbout(line.content(), target))
        .forEach(line -> update.replace(line.withContent(new Content.Vanished())));
    return replace(target, instead);
  }

  private static boolean isAbout(Content content, Line target) {
    var to = content instanceof Content.Reacted reacted
        ? Optional.of(reacted.to())
        : content instanceof Content.Edited edited ? Optional.of(edited.to()) : Optional.<Reference>empty();
    return to.isPresent() && target.device().equals(to.map(Reference::device))
        && target.id().equals(to.map(Reference::id));
  }

  /** In groups, whoever may name them. */
  private boolean decides(Line line) {
    return update.standing().isEmpty() || line.seq().isPresent()
        && update.standing().get().mayHaveTitled(line.sender(), line.seq().getAsLong());
  }

  private boolean decide(Content.LifetimeSet set, long seq) {
    update.lifetime(set.lifetime(), seq);
    return true;
  }
}
