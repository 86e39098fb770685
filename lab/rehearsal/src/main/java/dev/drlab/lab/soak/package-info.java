/**
 * The soak: random disturbances of one lab, one after the other, until its time is up or an acknowledged commit is not
 * accounted for. {@link dev.drlab.lab.soak.Soak} is the way in.
 */
package dev.drlab.lab.soak;
