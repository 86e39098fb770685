/** The timeline of a run as SVG: a lane for each thing that was watched. */
package dev.drlab.report.picture;
