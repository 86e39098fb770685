/** Placeholder. */
package dev.drlab.service;
