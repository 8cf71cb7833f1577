package app.culver.acceptance.chaos;

/** Something that has gone wrong. @param ordinal counts the times at that place, from 1 */
record Hit(Kind kind, Site site, int ordinal) {

  /** What went wrong where, whoever came by it. */
  String way() {
    return kind + " at " + site.place();
  }

  @Override
  public String toString() {
    return kind + " at time " + ordinal + " of " + site;
  }
}
