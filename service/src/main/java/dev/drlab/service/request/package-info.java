/** One request: how long it may still wait, and how it fails. */
package dev.drlab.service.request;
