/**
 * The protected web service: a few endpoints over one PostgreSQL database, and the guard that decides, from the
 * authority records of both regions, whether this region may write. A region that may not write forwards to the one
 * that may.
 */
package dev.drlab.service;
