/** The objects: their API and the bucket behind it. */
package dev.drlab.service.objects;
