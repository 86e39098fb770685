/** The refusals of the services' own models, checked on the SDK's request objects. */
package dev.drlab.refusals.model;
