/** How the lab's threads wait for each other. */
package dev.drlab.lab.waiting;
