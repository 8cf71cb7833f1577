package app.culver.client.profile;

/**
 * How likely things go wrong.
 *
 * @param request a call or frame is lost on its way, handled twice, or its answer is lost
 * @param event a live frame is lost, late or doubled
 * @param crash the process dies at a write to its disk
 * @param disconnect a connection is lost at a frame
 * @param answer the answer to a frame is lost
 * @param death the function that handles a frame dies, before or after its work, and the gateway says that something failed
 */
record Faults(double request, double event, double crash, double disconnect, double answer,
    double death) {
  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);
  static final Faults MANY = new Faults(0.12, 0.15, 0.004, 0.02, 0.05, 0.05);
}
