export * from './catalogue.ts'
export * from './citation.ts'
export * from './citation-state-names.ts'
export {
  type CitationScan,
  type CitingPlace,
  findCitations,
  scanCitations,
} from './find-citations.ts'
export * from './find-institutions.ts'
export * from './level.ts'
export * from './list-citations.ts'
export { articleLabel, type CitationContext } from './moved-articles.ts'
export * from './penalties.ts'
export { articleKey, labelOf, readReferences } from './read-references.ts'
export * from './reference-rows.ts'
export { rescanCitations } from './rescan-citations.ts'
export * from './resolve-citation.ts'
