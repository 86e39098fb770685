/** Requests that the other region answers: signed, sent once, answered as if from here. */
package dev.drlab.service.forwarding;
