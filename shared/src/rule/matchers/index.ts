import { amountMismatch } from './amount-mismatch.ts'
import { amountOutOfRange } from './amount-out-of-range.ts'
import { annexMissing } from './annex-missing.ts'
import { blankField } from './blank-field.ts'
import { caseOrder } from './case-order.ts'
import { citeStatus } from './cite-status.ts'
import { pastStart, validitySpan } from './date-order.ts'
import { dateSpan } from './date-span.ts'
import { documentNumber } from './document-number.ts'
import { effectiveDate } from './effective-date.ts'
import { factAfterDecision } from './fact-after-decision.ts'
import { fineRaised } from './fine-raised.ts'
import { fineRange } from './fine-range.ts'
import { impossibleDate } from './impossible-date.ts'
import { institutionOutdated } from './institution-outdated.ts'
import { issuerUnfit } from './issuer-unfit.ts'
import type { Matcher } from './matcher.ts'
import { partyMismatch } from './party-mismatch.ts'
import { penalArticle } from './penal-article.ts'
import { recordMismatch } from './record-mismatch.ts'
import { statutoryFigure } from './statutory-figure.ts'
import { internalReference, skippedNumber, structureAnomaly } from './structure-anomaly.ts'
import { sumMismatch } from './sum-mismatch.ts'
import { surchargeOverFine } from './surcharge-over-fine.ts'

/** By the name that rule files use after 程序. */
export const MATCHERS: Readonly<Record<string, Matcher>> = {
  'amount-mismatch': { find: amountMismatch, touches: /[元号罚]/ },
  'amount-out-of-range': { find: amountOutOfRange, touches: /[元罚处]/ },
  'annex-missing': { find: annexMissing },
  'cite-status': { find: citeStatus, isOnce: true },
  'date-span': { find: dateSpan },
  'document-number': { find: documentNumber },
  'effective-date': { find: effectiveDate },
  'fine-range': { find: fineRange },
  'impossible-date': { find: impossibleDate },
  'institution-outdated': { find: institutionOutdated, isOnce: true },
  'internal-reference': { find: internalReference },
  'issuer-unfit': { find: issuerUnfit },
  'blank-field': { find: blankField, touches: /./ },
  'case-order': { find: caseOrder },
  'fact-after-decision': { find: factAfterDecision },
  'fine-raised': { find: fineRaised },
  'party-mismatch': { find: partyMismatch, touches: /./ },
  'sum-mismatch': { find: sumMismatch, touches: /[元倍%百分]/ },
  'penal-article': { find: penalArticle, touches: /./ },
  'past-start': { find: pastStart },
  'record-mismatch': { find: recordMismatch, touches: /./ },
  'skipped-number': { find: skippedNumber },
  'surcharge-over-fine': { find: surchargeOverFine, touches: /[元罚处]/ },
  'statutory-figure': { find: statutoryFigure },
  'validity-span': { find: validitySpan },
  'structure-anomaly': { find: structureAnomaly },
}
