/** What a drill needs of AWS; {@link dev.drlab.drill.cloud.DrillRegion} is the seam. */
package dev.drlab.drill.cloud;
