/** One region's AWS, read only: each call by the right that it needs, and whoever may not make it is told which. */
package dev.drlab.readiness.region;
