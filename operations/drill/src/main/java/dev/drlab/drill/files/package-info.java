/** The files of a drill, so that one that was cut off can be resumed and its fault taken back. */
package dev.drlab.drill.files;
