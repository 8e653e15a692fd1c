import { formatNumeral } from '../text/numeral.ts'
import type { Span } from '../text/span.ts'
import {
  type Catalogue,
  type FoundLaw,
  findLaw,
  type Law,
  type LawVersion,
  nameKey,
  numberKey,
  versionAsOf,
} from './catalogue.ts'
import type { ArticlePlace, Citation, CitationVia } from './citation.ts'
import { inferLevel, type Level } from './level.ts'
import {
  type CitationContext,
  type MovedArticle,
  movedOut,
  movesInto,
  type TopicFit,
  topicFit,
} from './moved-articles.ts'
import { findNearLaw } from './near-name.ts'
import { articleKey, labelOf } from './read-references.ts'

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
 * @param context words around the citation (see `citationContext`): decides whether they fit the article of an older
 *   version; without it no citation is found to have moved
 */
export function resolveCitation(
  citation: Pick<Citation, 'title' | 'number' | 'year' | 'reference'> & { readonly via?: CitationVia },
  asOf: string,
  catalogue: Catalogue,
  context: CitationContext | null = null,
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
    repealedStatus(citation, law, asOf, catalogue, base) ??
    pendingStatus(law, asOf, base) ??
    olderVersionStatus(citation, law, asOf, base) ??
    movedStatus(citation, law, context, catalogue, base) ??
    missingArticleStatus(citation, law, catalogue, base) ??
    missingParagraphStatus(citation, law, base) ??
    inexactStatus(found, base) ??
    numberStatus(citation, law, base) ?? {
      ...base,
      status: 'in-force',
      certain: !law.doubt,
      reason: law.doubt ? '该文件是否现行有效有待核实' : '',
    }
  )
}

type Base = Omit<CitationStatus, 'status'>

interface Near extends FoundLaw {
  /** The name is not the law's own; `isSure` where no other can be meant. */
  readonly inexact?: { readonly isSure: boolean }
}

function lookUp(
  citation: Pick<Citation, 'title' | 'number'> & { via?: CitationVia },
  catalogue: Catalogue,
): Near | null {
  if (citation.title === '') {
    const law = citation.number === null ? undefined : catalogue.byNumber.get(numberKey(citation.number))
    return law === undefined ? null : { law, match: 'full' }
  }
  const name = withoutVersion(citation.title)
  const numbered = citation.number === null ? undefined : catalogue.byNumber.get(numberKey(citation.number))
  // 《…法》实施细则: written in two parts, named as one.
  const found =
    findLaw(catalogue, name) ?? (name.startsWith('〈') ? findLaw(catalogue, name.replace(/[〈〉]/g, '')) : null)
  const isQuoted = citation.via === undefined || citation.via === 'title' || name.startsWith('中华人民共和国')
  // 《计生法》: a name in use, but none for 书名号.
  if (found !== null) return found.match === 'short' && isQuoted ? { ...found, inexact: { isSure: false } } : found
  for (const ending of ['（试行）', '（暂行）'])
    for (const other of [name + ending, name.replace(ending, '')]) {
      const near = other === name ? null : findLaw(catalogue, other)
      if (near !== null && near.law.repeal === null) return { ...near, inexact: { isSure: false } }
    }
  if (!isQuoted) return null
  // 国务院《关于…的决定》（国发〔2005〕38号）: the issuer stands before the title.
  if (numbered !== undefined && nameKey(numbered.title).endsWith(nameKey(name))) return { law: numbered, match: 'full' }
  // The number names one law, the title another that does not exist.
  if (numbered !== undefined && shareWords(numbered.title, name))
    return { law: numbered, match: 'full', inexact: { isSure: true } }
  const near = findNearLaw(catalogue, name)
  return near === null ? null : { law: near.law, match: 'full', inexact: { isSure: near.certain } }
}

/** Do two titles speak of one thing? At least half the character pairs of the shorter stand in the other. */
function shareWords(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  let shared = 0
  for (let at = 0; at + 2 <= short.length; at++) if (long.includes(short.slice(at, at + 2))) shared++
  return shared * 2 >= short.length - 1
}

/** 公司法（2018修正） → 公司法 */
function withoutVersion(title: string): string {
  return title.replace(/[（(](?:19|20)\d\d年?(?:修正|修订|修改|公布|版)*(?:本|版|文本)?[）)]$/, '')
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

function repealedStatus(
  citation: Pick<Citation, 'reference'>,
  law: Law,
  asOf: string,
  catalogue: Catalogue,
  base: Base,
): CitationStatus | null {
  if (law.repeal === null) return null
  const { on, sure } = law.repeal
  if (on !== null && on > asOf) return null
  const by = livingSuccessor(law, asOf, catalogue)
  const moved = citation.reference?.article == null ? null : movedOut(catalogue, law, citation.reference)
  const last = law.versions[law.versions.length - 1] ?? null
  return {
    ...base,
    status: 'repealed',
    certain: sure && on !== null,
    version: null,
    // Of the text as it last stood: tells a wrong number in an old citation.
    articleExists: articleExists(citation, last),
    now: moved?.now ?? null,
    replacedBy: by,
    since: on,
    reason: `${on === null ? '已废止' : `已于${chineseDate(on)}废止`}${by === null ? '' : `，由${quoted(by)}替代`}${moved === null ? '' : `，相关内容见其${moved.now}`}`,
  }
}

/** What took the place of a law, through successors that are themselves repealed by the day; full title where known. */
function livingSuccessor(law: Law, asOf: string, catalogue: Catalogue): string | null {
  let by = law.repeal?.by ?? null
  for (let step = 0; by !== null && step < 5; step++) {
    const next = findLaw(catalogue, by)?.law
    if (next === undefined) return by
    by = next.title
    const repeal = next.repeal
    if (repeal === null || repeal.by === null || (repeal.on !== null && repeal.on > asOf)) return by
    by = repeal.by
  }
  return by
}

/** 公司法、企业国有资产法 → 《公司法》、《企业国有资产法》 */
const quoted = (titles: string): string =>
  /(?:法|条例)、/.test(titles)
    ? titles
        .split('、')
        .map((title) => `《${title}》`)
        .join('、')
    : `《${titles}》`

// From passing to publishing and printing; a longer way from first adoption to this version means there was an earlier one.
const DAYS_TO_PUBLISH = 400

function pendingStatus(law: Law, asOf: string, base: Base): CitationStatus | null {
  const first = law.versions[0]
  const start = first?.effective ?? first?.date ?? null
  if (first === undefined || start === null || start <= asOf || isRevision(law, first)) return null
  return {
    ...base,
    status: 'not-yet-in-force',
    // Of a law not even passed by the day the catalogue may lack the earlier version that the text means.
    certain: first.effectiveSure && law.adopted !== null && law.adopted <= asOf,
    articleExists: null,
    since: start,
    reason: `自${chineseDate(start)}起施行，尚未生效`,
  }
}

/** Is the first version the catalogue knows an amended one, so that the law was there before it? */
function isRevision(law: Law, first: LawVersion): boolean {
  if (first.amended.length > 0) return true
  if (law.adopted === null || first.date === null) return false
  return Date.parse(first.date) - Date.parse(law.adopted) > DAYS_TO_PUBLISH * 86_400_000
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

// One word of the moved article, where none fits the article of that number, makes a hint; two make it sure.
const FITS = 1
const FITS_SURELY = 2

/** The number was that of an older version, and the words around it speak of what stood there. */
function movedStatus(
  citation: Pick<Citation, 'reference'>,
  law: Law,
  context: CitationContext | null,
  catalogue: Catalogue,
  base: Base,
): CitationStatus | null {
  if (citation.reference?.article == null || context === null) return null
  const bare = law.title.replace('中华人民共和国', '')
  const words = { near: context.near.replaceAll(bare, ''), far: context.far.replaceAll(bare, '') }
  const key = articleKey(citation.reference)
  let best: MovedFit | null = null
  for (const moved of movesInto(catalogue, law, base.version, citation.reference)) {
    const one = { moved, ...fitOf(catalogue, law, moved, key, words) }
    if (best === null || one.fit.moved > best.fit.moved) best = one
  }
  if (best === null) return null
  const { moved, fit, isNear } = best
  // An article split over many names a whole chapter: one shared word says little.
  const least = moved.move[1].length > 3 ? FITS_SURELY : FITS
  if (fit.moved < least || fit.present >= FITS) return null
  return {
    ...base,
    status: 'amended-since',
    certain: isNear && fit.moved >= FITS_SURELY && fit.present <= fit.moved / 4 && moved.move[3] >= 0.6,
    now: moved.now,
    since: base.version!.effective,
    reason: `${base.version!.date!.slice(0, 4)}年修改后，所述内容见${moved.now}`,
  }
}

interface MovedFit {
  readonly moved: MovedArticle
  readonly fit: TopicFit
  /** The words beside the citation told; where they say nothing, the facts before it are asked. */
  readonly isNear: boolean
}

function fitOf(
  catalogue: Catalogue,
  law: Law,
  moved: MovedArticle,
  key: string,
  words: CitationContext,
): { fit: TopicFit; isNear: boolean } {
  const beside = topicFit(catalogue, law, moved, key, { near: words.near, far: '' })
  if (beside.moved > 0 || beside.present > 0) return { fit: topicFit(catalogue, law, moved, key, words), isNear: true }
  return { fit: topicFit(catalogue, law, moved, key, { near: words.far, far: '' }), isNear: false }
}

const STARTS_UNIT =
  /^\s*(?:第[\u4e00-\u9fa5\d]{1,8}条|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])/

/**
 * Words around a citation: near, the clause with the citation and the one on either side; far, the rest of its sentence
 * and the sentence before, where the facts of a decision stand.
 */
export function citationContext(text: string, { start, end }: Span): CitationContext {
  const from = Math.max(0, start - 240)
  const before = text.slice(from, start)
  const after = text.slice(end, end + 160)
  const stop = after.search(/[。\n]/)
  const rest = stop < 0 ? after : after.slice(0, stop)
  const sentences = before.split(/[。\n]/)
  const sentence = sentences.pop() ?? ''
  const nearBefore = sentence
    .split(/[，；]/)
    .slice(-2)
    .join('，')
  const nearAfter = rest
    .split(/[，；]/)
    .slice(0, 2)
    .join('，')
  // The sentence before an article or a headed paragraph speaks of something else.
  const previous = STARTS_UNIT.test(sentence) ? '' : (sentences.findLast((one) => one.trim() !== '') ?? '')
  return {
    near: `${nearBefore}，${nearAfter}`,
    far: `${previous}，${sentence.slice(0, sentence.length - nearBefore.length)}，${rest.slice(nearAfter.length)}`,
  }
}

function articleExists(citation: Pick<Citation, 'reference'>, version: LawVersion | null): boolean | null {
  const { reference } = citation
  if (reference === null || version === null || version.articles === null) return null
  const places = reference.to === null ? [reference] : [reference, reference.to]
  return places.every((place) => place.article === null || hasArticle(version, place))
}

const hasArticle = (version: LawVersion, place: ArticlePlace): boolean =>
  place.suffix > 0
    ? version.inserted.has(articleKey(place))
    : place.article! >= 1 && place.article! <= version.articles!

function missingArticleStatus(
  citation: Pick<Citation, 'reference'>,
  law: Law,
  catalogue: Catalogue,
  base: Base,
): CitationStatus | null {
  if (base.articleExists !== false || citation.reference === null) return null
  const moved = movesInto(catalogue, law, base.version, citation.reference)[0]
  const missing = [citation.reference, citation.reference.to].find(
    (place) => place != null && !hasArticle(base.version!, place),
  )!
  const label = labelOf({ ...missing, paragraph: null, item: null, subitem: null })
  return {
    ...base,
    status: 'article-does-not-exist',
    certain: !law.doubt,
    now: moved?.now ?? null,
    reason:
      missing.suffix > 0
        ? `《${law.title}》没有${label}`
        : `《${law.title}》共${base.version!.articles}条，没有${label}`,
  }
}

/** The article stands, but has fewer 款 or 项 than the citation says. */
function missingParagraphStatus(citation: Pick<Citation, 'reference'>, law: Law, base: Base): CitationStatus | null {
  const { reference } = citation
  if (reference === null || base.version === null) return null
  for (const place of reference.to === null ? [reference] : [reference, reference.to]) {
    const reason = missingPart(base.version, place)
    if (reason !== null)
      return { ...base, status: 'article-does-not-exist', certain: !law.doubt, reason: `《${law.title}》${reason}` }
  }
  return null
}

function missingPart(version: LawVersion, place: ArticlePlace): string | null {
  const paragraphs = paragraphsOf(version, place)
  if (paragraphs === null) return null
  const article = `第${formatNumeral(place.article!)}条`
  if (place.paragraph !== null && (place.paragraph < 1 || place.paragraph > paragraphs.length))
    return paragraphs.length === 1
      ? `${article}不分款，没有第${formatNumeral(place.paragraph)}款`
      : `${article}共${paragraphs.length}款，没有第${formatNumeral(place.paragraph)}款`
  if (place.item === null) return null
  const items = place.paragraph === null ? Math.max(...paragraphs) : paragraphs[place.paragraph - 1]!
  if (place.item <= items) return null
  const where = place.paragraph === null ? article : `${article}第${formatNumeral(place.paragraph)}款`
  return items === 0 ? `${where}没有分项` : `${where}共${items}项，没有第（${formatNumeral(place.item)}）项`
}

/** Number of 项 in each 款 of an article; `null` where not known. */
function paragraphsOf(version: LawVersion, place: ArticlePlace): number[] | null {
  if (version.shape === null || place.article === null || place.suffix > 0) return null
  const group = version.shape.split(' ')[place.article - 1]
  if (group === undefined || group === '?' || group === '') return null
  return Array.from(group, (char) => Number.parseInt(char, 36))
}

function inexactStatus(found: Near, base: Base): CitationStatus | null {
  if (found.inexact === undefined) return null
  return {
    ...base,
    status: 'name-inexact',
    certain: found.inexact.isSure,
    now: found.law.title,
    reason: `名称应为《${found.law.title}》`,
  }
}

/** The number given with the name is another document's: 《…》（国办发〔2018〕73号） for 国办发〔2018〕37号. */
function numberStatus(citation: Pick<Citation, 'number' | 'title'>, law: Law, base: Base): CitationStatus | null {
  // A revision may come under an order of its own; only of a law never amended is the number the one there is.
  if (citation.number === null || citation.title === '' || law.number === null || law.doubt) return null
  if (law.versions.length > 1 || law.versions.some((one) => one.amended.length > 0)) return null
  const [given, right] = [numberKey(citation.number), numberKey(law.number)]
  const series = (number: string): string => number.replace(/第?[\d]+号$/, '')
  if (given === right || series(given) !== series(right)) return null
  return {
    ...base,
    status: 'name-inexact',
    reason: `文号应为${law.number.replace(/^国令/, '国务院令')}`,
  }
}

function chineseDate(date: string): string {
  const [year, month, day] = date.split('-')
  return `${year}年${month === undefined ? '' : `${Number(month)}月`}${day === undefined ? '' : `${Number(day)}日`}`
}
