import { annexMissing } from './annex-missing.ts'
import { citeStatus } from './cite-status.ts'
import { dateSpan } from './date-span.ts'
import { documentNumber } from './document-number.ts'
import { effectiveDate } from './effective-date.ts'
import { impossibleDate } from './impossible-date.ts'
import { institutionOutdated } from './institution-outdated.ts'
import type { Matcher } from './matcher.ts'
import { internalReference, skippedNumber, structureAnomaly } from './structure-anomaly.ts'

/** By the name that rule files use after 程序. */
export const MATCHERS: Readonly<Record<string, Matcher>> = {
  'annex-missing': annexMissing,
  'cite-status': citeStatus,
  'date-span': dateSpan,
  'document-number': documentNumber,
  'effective-date': effectiveDate,
  'impossible-date': impossibleDate,
  'institution-outdated': institutionOutdated,
  'internal-reference': internalReference,
  'skipped-number': skippedNumber,
  'structure-anomaly': structureAnomaly,
}
