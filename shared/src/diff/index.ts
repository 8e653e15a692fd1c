export { type AlignUnit, alignClauses, type ClauseLink } from './align-clauses.ts'
export { applyFixes, type FixResult } from './apply-fixes.ts'
export * from './change.ts'
export { type CompareUnit, type CompareUnits, compareUnits } from './compare-units.ts'
export {
  buildComparisonTable,
  buildProposalTable,
  type CellRun,
  type ComparisonCell,
  type ComparisonRow,
  type ComparisonTable,
  type Ground,
  type Proposal,
  rowAt,
  type TableOptions,
} from './comparison-table.ts'
export { CHANGE_NAMES, describeChange, describeSubstantive } from './describe-change.ts'
export { diffDocuments } from './diff-documents.ts'
export { diffText, type TextDiff } from './diff-text.ts'
export { foldText, isSameWording } from './fold-text.ts'
export { applyPatch, keptPieces, type PatchStep, toPatch } from './patch.ts'
export { settleRuns } from './settle-runs.ts'
