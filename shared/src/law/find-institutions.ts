import type { Span } from '../text/span.ts'
import type { Catalogue } from './catalogue.ts'
import type { InstitutionRow } from './reference-rows.ts'

/** A former name of an institution in a text. */
export interface OutdatedInstitution extends Span {
  readonly written: string
  readonly institution: InstitutionRow
}

/** Former names of institutions, as of a day; names in 书名号 and names told as history (原…) are left out. */
export function findInstitutions(_text: string, _asOf: string, _catalogue: Catalogue): OutdatedInstitution[] {
  return []
}
