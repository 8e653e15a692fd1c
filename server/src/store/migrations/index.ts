import type { Migration } from 'kysely/migration'
import * as initial from './0001-initial.ts'
import * as review from './0002-review.ts'
import * as draftAddresses from './0003-draft-addresses.ts'
import * as answers from './0004-answers.ts'
import * as materials from './0005-materials.ts'
import * as officeRules from './0006-office-rules.ts'
import * as readingIndexes from './0007-reading-indexes.ts'
import * as draftingUnit from './0008-drafting-unit.ts'
import * as signInMethod from './0009-sign-in-method.ts'
import * as officeSettings from './0010-office-settings.ts'
import * as consultations from './0011-consultations.ts'
import * as watchedDays from './0012-watched-days.ts'
import * as searchIndex from './0013-search-index.ts'
import * as registrations from './0014-registrations.ts'
import * as npcFiling from './0015-npc-filing.ts'
import * as ownWords from './0016-own-words.ts'

/** In order of their names; each runs once, in one transaction. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-review': review,
  '0003-draft-addresses': draftAddresses,
  '0004-answers': answers,
  '0005-materials': materials,
  '0006-office-rules': officeRules,
  '0007-reading-indexes': readingIndexes,
  '0008-drafting-unit': draftingUnit,
  '0009-sign-in-method': signInMethod,
  '0010-office-settings': officeSettings,
  '0011-consultations': consultations,
  '0012-watched-days': watchedDays,
  '0013-search-index': searchIndex,
  '0014-registrations': registrations,
  '0015-npc-filing': npcFiling,
  '0016-own-words': ownWords,
}
