export * from './carried-span.ts'
export { type CarryContext, carrySpan, createCarryContext } from './carry-span.ts'
export {
  type ComparableFinding,
  compareFindings,
  type FindingComparison,
  type ResolvedReason,
} from './compare-findings.ts'
export { describeSpan } from './describe-span.ts'
export { findApproximate, findExact, QuoteIndex, type QuoteMatch } from './match-quote.ts'
export { createResolver, resolveSelectors } from './resolve-selectors.ts'
export * from './selector.ts'
