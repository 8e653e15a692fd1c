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
  'amount-mismatch': { find: amountMismatch, reads: 'words', touches: /[元号罚]/ },
  'amount-out-of-range': { find: amountOutOfRange, reads: 'words', touches: /[元罚处]/ },
  'annex-missing': { find: annexMissing, reads: 'structure' },
  'cite-status': { find: citeStatus, reads: 'citations', isOnce: true },
  'date-span': { find: dateSpan, reads: 'words', touches: /[年月日]/ },
  'document-number': { find: documentNumber, reads: 'clause' },
  'effective-date': { find: effectiveDate, reads: 'structure' },
  'fine-range': { find: fineRange, reads: 'words', touches: /[元罚处倍%％条》]|分之/ },
  'impossible-date': { find: impossibleDate, reads: 'clause' },
  'institution-outdated': { find: institutionOutdated, reads: 'clause', isOnce: true },
  'internal-reference': { find: internalReference, reads: 'structure' },
  'issuer-unfit': { find: issuerUnfit, reads: 'structure' },
  'blank-field': { find: blankField, reads: 'words', touches: /./ },
  'case-order': { find: caseOrder, reads: 'words', touches: /[年月日]/ },
  'fact-after-decision': { find: factAfterDecision, reads: 'words', touches: /[年月日]/ },
  'fine-raised': { find: fineRaised, reads: 'words', touches: /[元罚告拟]/ },
  'party-mismatch': { find: partyMismatch, reads: 'words', touches: /./ },
  'sum-mismatch': { find: sumMismatch, reads: 'words', touches: /[元倍%百分]/ },
  'penal-article': { find: penalArticle, reads: 'words', touches: /./ },
  'past-start': { find: pastStart, reads: 'words', touches: /[年月日起]/ },
  'record-mismatch': { find: recordMismatch, reads: 'words', touches: /./ },
  'skipped-number': { find: skippedNumber, reads: 'structure' },
  'surcharge-over-fine': { find: surchargeOverFine, reads: 'words', touches: /[元罚处]/ },
  'statutory-figure': { find: statutoryFigure, reads: 'clause' },
  'validity-span': { find: validitySpan, reads: 'words', touches: /[年月日至到止]/ },
  'structure-anomaly': { find: structureAnomaly, reads: 'structure' },
}
