/**
 * The images of service, verifier and lab, run as they are deployed: settings from the synthesized task definitions, databases in
 * containers of their own, AWS by the lab's stand-ins.
 */
package dev.drlab.images;
