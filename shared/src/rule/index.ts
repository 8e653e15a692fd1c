export * from './check-context.ts'
export * from './check-document.ts'
export * from './check-run.ts'
export * from './cited-laws.ts'
export * from './compile-rule-set.ts'
export * from './compiled.ts'
export * from './continued-check.ts'
export * from './explain-rule.ts'
export * from './figure.ts'
export * from './finding.ts'
export * from './fine-limits.ts'
export * from './hear-reader.ts'
export * from './locality.ts'
export * from './merge-findings.ts'
export * from './pattern.ts'
export * from './place.ts'
export * from './read-figures.ts'
export { DEFAULT_GAP, MAX_GAP, NUMBER_CLASSES } from './read-frame.ts'
export {
  CONDITION_KEYS,
  CONSEQUENCES,
  HAS_SCOPES,
  KINDS,
  MODALITIES,
  OPERATORS,
  PARTS,
  RANKS,
  SCOPES,
  SUBJECTS,
} from './read-pattern.ts'
export * from './read-rule-file.ts'
export * from './recheck-document.ts'
export * from './rule-set-source.ts'
export * from './run-examples.ts'
export * from './severity.ts'
export { findEdit } from './text-edit.ts'
