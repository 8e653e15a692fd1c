import type { Kysely } from 'kysely'
import { createSearchIndex } from '../engine.ts'

/** An index of words of two characters; the drafts that are there wait to be taken into it. */
export const up = (db: Kysely<unknown>): Promise<void> => createSearchIndex(db)
