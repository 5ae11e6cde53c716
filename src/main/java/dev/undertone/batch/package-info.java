/**
 * An archive: a folder or a list of recordings in, one table out. The table has one definition ({@link
 * dev.undertone.batch.TableSchema}) for every format and for the cluster; a journal beside the output lets a run that was
 * killed go on.
 */
@NullMarked
package dev.undertone.batch;

import org.jspecify.annotations.NullMarked;
