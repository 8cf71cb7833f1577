/** What must hold of the code as it stands, whatever it does: the arrows of the layout, and what no server may contain. */
package app.culver.acceptance.layout;
