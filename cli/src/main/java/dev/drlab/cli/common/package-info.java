/** What the commands of several groups share. */
package dev.drlab.cli.common;
