import { isLevel, type Level } from './level.ts'
import { type PenalArticles, readPenalties } from './penalties.ts'
import type { ArticleMove, InstitutionRow, LawRow, ReferenceRows, RenumberTable, TopicRow } from './reference-rows.ts'

/** One version of a law, in force from `effective` until `until`. */
export interface LawVersion {
  /** Date passed or published; `null` where not known. */
  readonly date: string | null
  readonly effective: string | null
  readonly effectiveSure: boolean
  /** Day the next version took over, exclusive; `null` while none has. */
  readonly until: string | null
  /** Number of the last article, `null` where not known. */
  readonly articles: number | null
  readonly inserted: ReadonlySet<string>
  readonly amended: readonly string[]
  /** See `LawRow.shape`; `null` where not known. */
  readonly shape: string | null
}

/** A law over all its versions, oldest first. */
export interface Law {
  readonly title: string
  readonly short: readonly string[]
  readonly level: Level
  readonly issuer: string | null
  readonly region: string | null
  readonly number: string | null
  readonly adopted: string | null
  readonly versions: readonly LawVersion[]
  readonly repeal: { readonly on: string | null; readonly by: string | null; readonly sure: boolean } | null
  /** Whether it is in force is open. */
  readonly doubt: boolean
  readonly see: string | null
  readonly note: string | null
}

/** How a name was matched: as the law writes it, without 中华人民共和国, or by another name in use. */
export type NameMatch = 'full' | 'without-country' | 'short'

export interface FoundLaw {
  readonly law: Law
  readonly match: NameMatch
}

/** Laws by name, number and revision. Built once, read by hash. */
export interface Catalogue {
  readonly laws: readonly Law[]
  readonly byName: ReadonlyMap<string, FoundLaw>
  readonly byNumber: ReadonlyMap<string, Law>
  /** Names that may stand without 书名号, by their last characters, longest first. */
  readonly byEnding: ReadonlyMap<string, readonly string[]>
  /** Renumbering tables by the full title of the law, and of the one its articles went into. */
  readonly moves: ReadonlyMap<string, readonly ReadMoves[]>
  /** Terms of the articles by full title. */
  readonly topics: ReadonlyMap<string, TopicRow>
  readonly institutions: readonly InstitutionRow[]
  /** Penal articles by full title. */
  readonly penalties: ReadonlyMap<string, PenalArticles>
}

export interface ReadMoves extends Omit<RenumberTable, 'moves'> {
  readonly byArticle: ReadonlyMap<string, ArticleMove>
}

const COUNTRY = '中华人民共和国'
/** Longest ending by which `byEnding` keys a name. */
export const ENDING = 5

/** Names compare without spaces, with full-width brackets, 〈〉 for inner 书名号 and half-width digits. */
export function nameKey(name: string): string {
  let key = ''
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index)
    if (code <= 0x20 || code === 0x3000 || code === 0xa0 || code === 0xfeff || code === 0x200b) continue
    key += CANONICAL.get(code) ?? name[index]
  }
  return key
}

const CANONICAL = new Map<number, string>()
for (const [from, to] of [
  ['(﹙', '（'],
  [')﹚', '）'],
  ['《<〈﹤＜', '〈'],
  ['》>〉﹥＞', '〉'],
  ['-–—－─﹣', '—'],
  [',', '，'],
  ['０', '0'],
  ['１', '1'],
  ['２', '2'],
  ['３', '3'],
  ['４', '4'],
  ['５', '5'],
  ['６', '6'],
  ['７', '7'],
  ['８', '8'],
  ['９', '9'],
] as const) {
  for (const character of from) CANONICAL.set(character.charCodeAt(0), to)
}

/** 国务院令第724号, 国令第724号 and 国务院第724号令 are one number; brackets of the year are 〔〕. */
export function numberKey(number: string): string {
  return nameKey(number)
    .replace(/[[（【〔［]((?:19|20)\d\d)[\]）】〕］]/, '〔$1〕')
    .replace(/^(?:中华人民共和国)?国务院(?:令第?|第)(\d+)号?令?号?$/, '国令第$1号')
}

/** @throws nothing: rows are checked by `ReferenceRowsSchema` where they enter */
export function buildCatalogue(rows: ReferenceRows): Catalogue {
  const groups = new Map<string, LawRow[]>()
  for (const row of rows.laws) {
    const group = groups.get(row.title)
    if (group) group.push(row)
    else groups.set(row.title, [row])
  }
  const laws: Law[] = []
  for (const group of groups.values()) laws.push(readLaw(group))
  const byName = new Map<string, FoundLaw>()
  const byNumber = new Map<string, Law>()
  for (const law of laws) indexLaw(law, byName, byNumber)
  return {
    laws,
    byName,
    byNumber,
    byEnding: indexEndings(byName),
    moves: indexMoves(rows.renumbered ?? []),
    topics: new Map((rows.topics ?? []).map((row) => [row.law, row])),
    institutions: rows.institutions ?? [],
    penalties: readPenalties(rows.penalties ?? []),
  }
}

function readLaw(group: readonly LawRow[]): Law {
  const rows = [...group].sort((a, b) => compare(a.effective ?? a.version ?? '', b.effective ?? b.version ?? ''))
  const last = rows[rows.length - 1]!
  const dead = rows.find((row) => row.dead)
  const versions = rows
    .filter((row) => row.version !== undefined || row.effective !== undefined)
    .map((row, index, all) => readVersion(row, all.slice(index + 1)))
  return {
    title: last.title,
    short: [...new Set(rows.flatMap((row) => row.short ?? []))],
    level: isLevel(last.level) ? last.level : '其他',
    issuer: last.issuer ?? null,
    region: last.region ?? null,
    number: last.number ?? null,
    adopted: earliest(rows),
    versions,
    repeal: dead ? { on: dead.repealed ?? null, by: dead.repealedBy ?? null, sure: dead.repealedUnsure !== 1 } : null,
    doubt: rows.some((row) => row.doubt === 1),
    see: last.see ?? null,
    note: last.note ?? null,
  }
}

function readVersion(row: LawRow, later: readonly LawRow[]): LawVersion {
  const next = later.find((other) => other.effective !== undefined)
  return {
    date: row.version ?? null,
    effective: row.effective ?? null,
    effectiveSure: row.effectiveUnsure !== 1,
    until: next?.effective ?? row.superseded ?? null,
    articles: row.articles ?? null,
    inserted: new Set(row.inserted ?? []),
    amended: row.amended ?? [],
    shape: row.shape ?? null,
  }
}

function earliest(rows: readonly LawRow[]): string | null {
  let first: string | null = null
  for (const row of rows)
    for (const date of [row.adopted, row.version, row.effective])
      if (date !== undefined && (first === null || date < first)) first = date
  return first
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function indexLaw(law: Law, byName: Map<string, FoundLaw>, byNumber: Map<string, Law>): void {
  const full = nameKey(law.title)
  offer(byName, full, { law, match: 'full' })
  if (full.includes(COUNTRY)) {
    offer(byName, full.replace(COUNTRY, ''), { law, match: 'without-country' })
    // 《最高人民法院关于适用〈民事诉讼法〉的解释》, 《北京市实施〈水法〉办法》
    offer(byName, full.replaceAll(COUNTRY, ''), { law, match: 'without-country' })
  }
  for (const name of law.short) offer(byName, nameKey(name), { law, match: 'short' })
  if (law.number !== null && !law.doubt && !byNumber.has(numberKey(law.number)))
    byNumber.set(numberKey(law.number), law)
}

/** A living law keeps its name against a dead one, and a fuller match against a shorter. */
function offer(byName: Map<string, FoundLaw>, key: string, found: FoundLaw): void {
  const held = byName.get(key)
  if (held === undefined || strength(found) > strength(held)) byName.set(key, found)
}

const strength = ({ law, match }: FoundLaw): number =>
  (match === 'full' ? 4 : match === 'without-country' ? 2 : 0) + (law.repeal === null ? 1 : 0)

function indexEndings(byName: ReadonlyMap<string, FoundLaw>): Map<string, string[]> {
  const endings = new Map<string, string[]>()
  for (const name of byName.keys()) {
    if (name.length < 2 || name.includes('〈')) continue
    const ending = name.slice(-ENDING)
    const names = endings.get(ending)
    if (names) names.push(name)
    else endings.set(ending, [name])
  }
  for (const names of endings.values()) names.sort((a, b) => b.length - a.length)
  return endings
}

function indexMoves(tables: readonly RenumberTable[]): Map<string, ReadMoves[]> {
  const byTitle = new Map<string, ReadMoves[]>()
  for (const { moves, ...table } of tables) {
    const read = { ...table, byArticle: new Map(moves.map((move) => [move[0], move])) }
    for (const title of new Set([table.law, table.into ?? table.law])) {
      const held = byTitle.get(title)
      if (held) held.push(read)
      else byTitle.set(title, [read])
    }
  }
  return byTitle
}

/** Look a law up by full or short name, with or without 书名号. */
export function findLaw(catalogue: Catalogue, name: string): FoundLaw | null {
  return catalogue.byName.get(nameKey(name.replace(/^《|》$/g, ''))) ?? null
}

/** The version in force on a day, `null` before the first, where none is known or after repeal. */
export function versionAsOf(law: Law, asOf: string): LawVersion | null {
  if (law.repeal !== null && (law.repeal.on === null || law.repeal.on <= asOf)) return null
  for (let index = law.versions.length - 1; index >= 0; index--) {
    const version = law.versions[index]!
    if (version.effective !== null && version.effective <= asOf)
      return version.until !== null && version.until <= asOf ? null : version
  }
  return null
}
