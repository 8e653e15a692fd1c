import {
  type Catalogue,
  type FoundLaw,
  findLaw,
  type Law,
  type LawVersion,
  numberKey,
  versionAsOf,
} from './catalogue.ts'
import type { Citation } from './citation.ts'
import { inferLevel, type Level } from './level.ts'
import { articleKey } from './read-references.ts'

/** What a citation is worth on a day. */
export type CitationState =
  | 'in-force'
  | 'amended-since'
  | 'repealed'
  | 'not-yet-in-force'
  | 'article-does-not-exist'
  | 'name-inexact'
  | 'unknown'

export interface CitationStatus {
  readonly status: CitationState
  /** Rests on proven facts; where `false`, only a hint may be built on it. */
  readonly certain: boolean
  readonly law: Law | null
  /** Full name of what is cited, as the catalogue or the text gives it. */
  readonly title: string
  readonly level: Level | null
  /** Told by the name only: the catalogue lacks the document. */
  readonly levelInferred: boolean
  /** The version in force on the day. */
  readonly version: LawVersion | null
  /** `null` where the catalogue cannot tell. */
  readonly articleExists: boolean | null
  /** What to cite today: the full name, or the articles that hold the matter now (第六十三条、第六十四条). */
  readonly now: string | null
  /** Title of the law that took its place. */
  readonly replacedBy: string | null
  /** Day from which the status holds (repealed, amended) or will hold (not yet in force). */
  readonly since: string | null
  /** One clause in Chinese that says why; empty for `in-force`. */
  readonly reason: string
}

/**
 * Judge a citation as of a day.
 *
 * @param citation what `findCitations` found, or at least title, number, year and reference
 * @param asOf `YYYY-MM-DD`
 * @param context words around the citation: decides whether they fit the article of an older version
 */
export function resolveCitation(
  citation: Pick<Citation, 'title' | 'number' | 'year' | 'reference'>,
  asOf: string,
  catalogue: Catalogue,
  context = '',
): CitationStatus {
  const found = lookUp(citation, catalogue)
  if (found === null) return unknownStatus(citation, catalogue)
  const { law } = found
  const version = versionAsOf(law, asOf)
  const base = {
    certain: true,
    law,
    title: law.title,
    level: law.level,
    levelInferred: false,
    version,
    articleExists: articleExists(citation, version),
    now: null,
    replacedBy: null,
    since: null,
    reason: '',
  } satisfies Omit<CitationStatus, 'status'>
  return (
    repealedStatus(law, asOf, base) ??
    pendingStatus(law, asOf, base) ??
    olderVersionStatus(citation, law, asOf, base) ??
    movedStatus(citation, law, asOf, context, catalogue, base) ??
    missingArticleStatus(citation, law, base) ??
    inexactStatus(found, base) ?? {
      ...base,
      status: 'in-force',
      certain: !law.doubt,
      reason: law.doubt ? '该文件是否现行有效有待核实' : '',
    }
  )
}

type Base = Omit<CitationStatus, 'status'>

interface Near extends FoundLaw {
  readonly isInexact?: boolean
}

function lookUp(citation: Pick<Citation, 'title' | 'number'>, catalogue: Catalogue): Near | null {
  if (citation.title !== '') {
    const found = findLaw(catalogue, citation.title)
    if (found !== null) return found
  } else if (citation.number !== null) {
    const law = catalogue.byNumber.get(numberKey(citation.number))
    if (law !== undefined) return { law, match: 'full' }
  }
  return null
}

function unknownStatus(citation: Pick<Citation, 'title' | 'number'>, _catalogue: Catalogue): CitationStatus {
  const level = inferLevel(citation.title, citation.number)
  return {
    status: 'unknown',
    certain: false,
    law: null,
    title: citation.title,
    level,
    levelInferred: true,
    version: null,
    articleExists: null,
    now: null,
    replacedBy: null,
    since: null,
    reason: citation.title === '' && citation.number === null ? '所指文件在文中没有写明' : '法律目录未收录该文件',
  }
}

function repealedStatus(law: Law, asOf: string, base: Base): CitationStatus | null {
  if (law.repeal === null) return null
  const { on, by, sure } = law.repeal
  if (on !== null && on > asOf) return null
  return {
    ...base,
    status: 'repealed',
    certain: sure && on !== null,
    version: null,
    articleExists: null,
    replacedBy: by,
    since: on,
    reason: `${on === null ? '已废止' : `已于${chineseDate(on)}废止`}${by === null ? '' : `，由《${by}》替代`}`,
  }
}

function pendingStatus(law: Law, asOf: string, base: Base): CitationStatus | null {
  if (law.versions.length === 0) return null
  const first = law.versions[0]!
  const start = first.effective ?? first.date
  const isNew =
    law.versions.length === 1 &&
    (law.adopted === null || law.adopted > asOf || (first.effective !== null && first.amended.length === 0))
  if (start === null || start <= asOf || !isNew) return null
  return {
    ...base,
    status: 'not-yet-in-force',
    articleExists: null,
    since: start,
    reason: `自${chineseDate(start)}起施行，尚未生效`,
  }
}

/** The text itself names the year of a version that is no longer the one in force. */
function olderVersionStatus(
  citation: Pick<Citation, 'year' | 'reference'>,
  law: Law,
  asOf: string,
  base: Base,
): CitationStatus | null {
  if (citation.year === null || base.version === null) return null
  const year = String(citation.year)
  const current = base.version
  if (current.date?.startsWith(year) || current.effective?.startsWith(year)) return null
  const future = law.versions.find(
    (one) =>
      one.effective !== null && one.effective > asOf && (one.date?.startsWith(year) || one.effective.startsWith(year)),
  )
  if (future)
    return {
      ...base,
      status: 'not-yet-in-force',
      since: future.effective,
      reason: `${year}年的版本自${chineseDate(future.effective!)}起施行，尚未生效`,
    }
  if (current.date === null || current.date.slice(0, 4) <= year) return null
  return {
    ...base,
    status: 'amended-since',
    certain: isKnownYear(law, year),
    since: current.effective,
    reason: `${year}年的版本已被${current.date.slice(0, 4)}年的版本替代`,
  }
}

const isKnownYear = (law: Law, year: string): boolean =>
  law.adopted?.startsWith(year) === true ||
  law.versions.some(
    (one) =>
      one.date?.startsWith(year) ||
      one.effective?.startsWith(year) ||
      one.amended.some((date) => date.startsWith(year)),
  )

function movedStatus(
  _citation: Pick<Citation, 'reference'>,
  _law: Law,
  _asOf: string,
  _context: string,
  _catalogue: Catalogue,
  _base: Base,
): CitationStatus | null {
  return null
}

function articleExists(citation: Pick<Citation, 'reference'>, version: LawVersion | null): boolean | null {
  const { reference } = citation
  if (reference === null || version === null || version.articles === null) return null
  const places = reference.to === null ? [reference] : [reference, reference.to]
  return places.every(
    (place) =>
      place.article === null ||
      (place.suffix > 0
        ? version.inserted.has(articleKey(place))
        : place.article >= 1 && place.article <= version.articles!),
  )
}

function missingArticleStatus(citation: Pick<Citation, 'reference'>, law: Law, base: Base): CitationStatus | null {
  if (base.articleExists !== false || citation.reference === null) return null
  const { articles } = base.version!
  return {
    ...base,
    status: 'article-does-not-exist',
    // A number just past the end may be a count taken from a text that lacks its last lines.
    certain: citation.reference.suffix === 0 && !law.doubt,
    reason: `《${law.title}》共${articles}条，没有${citation.reference.label}`,
  }
}

function inexactStatus(found: Near, base: Base): CitationStatus | null {
  if (found.isInexact !== true) return null
  return { ...base, status: 'name-inexact', now: found.law.title, reason: `名称应为《${found.law.title}》` }
}

function chineseDate(date: string): string {
  const [year, month, day] = date.split('-')
  return `${year}年${month === undefined ? '' : `${Number(month)}月`}${day === undefined ? '' : `${Number(day)}日`}`
}
