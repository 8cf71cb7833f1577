/** Functions that the tests pack into zips. */
package app.culver.local.example;
