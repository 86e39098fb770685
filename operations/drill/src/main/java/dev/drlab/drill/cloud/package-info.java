/** The part of AWS that a drill needs; {@link dev.drlab.drill.cloud.DrillRegion} is the seam. */
package dev.drlab.drill.cloud;
