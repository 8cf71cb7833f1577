/**
 * What a function finds around it. Rule: these classes are loaded once more in each function's class loader and know the
 * JDK alone; whoever hosts the function reaches them there by reflection.
 */
package app.culver.local.inside;
